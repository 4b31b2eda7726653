"""The list of requests (D2), declared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.exchange.bulk import unless_open
from portal.ui.components.controls import status
from portal.ui.components.formats import at_time, short_date
from portal.ui.listing.declaration import BulkAction, Column, Empty, Listing, Sort
from presales.requests import queries
from presales.requests.actions import handing, handling
from presales.requests.cards import CARD_FIELDS, request_card
from presales.requests.filters import RequestFilters
from presales.requests.models import PresalesRequest


def _meeting(row: PresalesRequest) -> str:
    return at_time(row.chosen.start) if row.chosen_id else ""


def _meeting_start(row: PresalesRequest):
    return row.chosen.start if row.chosen_id else None


def _handler(row: PresalesRequest) -> str:
    return row.handler.get_full_name() if row.handler else ""


def _nothing(user) -> Empty:
    title = _("Aucune demande pour l’instant")
    if user.has_right(Permission.PRESALES_ASK):
        text = _("Besoin d’un expert ? Choisissez une opportunité, l’équipe vous propose trois dates.")
        return Empty(title, text, "calendar-event", _("Nouveau"), reverse("presales:request_new"))
    return Empty(title, _("Les demandes soumises par les partenaires apparaîtront ici."), icon="calendar-event")


ELSEWHERE = _("Impossible : la demande est « %(status)s ».")
ACTIONS = (
    BulkAction(
        "accepter",
        _("Accepter"),
        "check",
        _("Accepter ces demandes ? Vous les suivrez."),
        right=Permission.PRESALES_HANDLE,
        run=lambda row, by, reason: handling.accept(request=row, by=by),
        refusal=unless_open("accept", ELSEWHERE),
    ),
    BulkAction(
        "reprendre",
        _("Reprendre"),
        "user-check",
        _("Reprendre ces demandes ? Vous les suivrez à la place de leurs intervenants."),
        right=Permission.PRESALES_HANDLE,
        run=lambda row, by, reason: handing.assign(request=row, to=by, by=by),
        refusal=lambda row, by: handing.assignment_problem(row, by, by),
    ),
    BulkAction(
        "refuser",
        _("Refuser"),
        "circle-x",
        _("Refuser ces demandes ?"),
        right=Permission.PRESALES_HANDLE,
        run=lambda row, by, reason: handling.refuse(request=row, reason=reason, by=by),
        refusal=unless_open("refuse", ELSEWHERE),
        needs_reason=True,
        danger=True,
    ),
)

REQUESTS = Listing(
    name="avant-vente",
    title=_("Demandes avant-vente"),
    url_name="presales:requests",
    right=Permission.OPPORTUNITIES,
    model=PresalesRequest,
    source=queries.requests_of,
    filters=RequestFilters,
    columns=(
        Column("numero", _("Numéro"), lambda row: row.number),
        Column("opportunite", _("Opportunité"), lambda row: row.opportunity.title),
        Column("societe", _("Société"), lambda row: row.opportunity.company_name),
        Column("statut", _("Statut"), status, value=lambda row: row.status_label),
        Column("type", _("Type d’intervention"), lambda row: row.get_mode_display()),
        Column(
            "souhaitee", _("Date souhaitée"), lambda row: short_date(row.wished_on), value=lambda row: row.wished_on
        ),
        Column("rendez_vous", _("Rendez-vous"), _meeting, value=_meeting_start),
        Column(
            "creee",
            _("Créée le"),
            lambda row: short_date(row.created_at),
            value=lambda row: row.created_at,
            whole=True,
        ),
        Column(
            "demandeur",
            _("Demandée par"),
            lambda row: row.requester.get_full_name(),
            default=False,
            related=("requester",),
        ),
        Column("suivie_par", _("Suivie par"), _handler, default=False, related=("handler",)),
        Column(
            "organisation",
            _("Organisation"),
            lambda row: str(row.organisation),
            default=False,
            related=("organisation",),
        ),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="creee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="creee"),
        Sort("activite", _("Derniers changements"), "status_changed_at", descending=True, column="statut"),
        Sort("souhaitee", _("Date souhaitée"), "wished_on", column="souhaitee"),
    ),
    card=request_card,
    card_fields=CARD_FIELDS,
    noun=lambda count: ngettext("demande", "demandes", count),
    empty=_nothing,
    search_label=_("Chercher une demande"),
    search_hint=_("Numéro, opportunité, société, lieu"),
    row_name=lambda row: f"{row.number} · {row.opportunity.title}",
    bulk=ACTIONS,
    bulk_url="presales:request_bulk",
    export_url="presales:request_export",
    export_right=Permission.PRESALES_EXPORT,
)
