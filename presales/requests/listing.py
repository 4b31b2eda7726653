"""The list of requests (D2)."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.exchange.bulk import unless_open
from portal.ui.components.controls import status
from portal.ui.components.formats import at_time
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import BulkAction, Column, Empty, Found, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Day
from presales.opportunities.models import may_add
from presales.requests import queries
from presales.requests.actions import handing, handling
from presales.requests.enums import Status
from presales.requests.filters import RequestFilters
from presales.requests.models import PresalesRequest


@reads("number", "opportunity.title")
def _name(row: PresalesRequest) -> str:
    return f"{row.number} · {row.opportunity.title}"


@reads("status", "chosen.day", "chosen.hours")
def _meeting(row: PresalesRequest) -> str:
    """Return the day once it is agreed."""
    return f"{capfirst(row.chosen.day)}, {row.chosen.hours}" if row.chosen_id and row.status == Status.DONE else ""


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
        seems=lambda row, by: row.handler_id != by.pk and not handing.handing_problem(row, by),
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
    path="avant-vente/",
    url_name="presales:requests",
    icon="calendar-event",
    menu=25,
    right=Permission.OPPORTUNITIES,
    model=PresalesRequest,
    source=queries.requests_of,
    filters=RequestFilters,
    card=Card(
        title="opportunity.title",
        eyebrow="number",
        status=True,
        lines=("opportunity.company_name", "mode"),
        strong=_meeting,
        foot=Day("wished_on", _("Souhaitée le %(day)s")),
    ),
    found=Found(_("Demandes avant-vente"), 51, ("number", "opportunity.company_name")),
    columns=(
        Column("numero", _("Numéro"), "number"),
        Column("opportunite", _("Opportunité"), "opportunity.title"),
        Column("societe", _("Société"), "opportunity.company_name"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("type", _("Type d’intervention"), "mode"),
        Column("souhaitee", _("Date souhaitée"), "wished_on"),
        Column("rendez_vous", _("Rendez-vous"), "chosen.start", show=at_time),
        Column("creee", _("Créée le"), "created_at"),
        Column("demandeur", _("Demandée par"), "requester.get_full_name", default=False),
        Column("suivie_par", _("Suivie par"), "handler.get_full_name", default=False),
        Column("organisation", _("Organisation"), "organisation.name", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="creee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="creee"),
        Sort("activite", _("Derniers changements"), "status_changed_at", descending=True, column="statut"),
        Sort("souhaitee", _("Date souhaitée"), "wished_on", column="souhaitee"),
        Sort(
            "souhaitee-tard", _("Date souhaitée, la plus lointaine"), "wished_on", descending=True, column="souhaitee"
        ),
    ),
    presets=(
        Preset("a-traiter", _("À traiter"), "statut=to_do&statut=in_progress"),
        Preset("partenaire", _("Réponse du partenaire attendue"), "statut=awaiting_info&statut=planned"),
        Preset("terminees", _("Rendez-vous fixé"), "statut=done"),
    ),
    noun=lambda count: ngettext("demande", "demandes", count),
    empty=Empty(
        _("Aucune demande pour l’instant"),
        _("Les demandes soumises par les partenaires apparaîtront ici."),
        invitation=_("Besoin d’un expert ? Choisissez une opportunité, l’équipe vous propose trois dates."),
    ),
    buttons=(
        ListButton(_("Mon agenda"), "presales:agenda", "calendar"),
        ListButton(_("Nouveau"), "presales:request_new", "plus", primary=True, allows=may_add),
    ),
    search_label=_("Chercher une demande"),
    search_hint=_("Numéro, opportunité, société, lieu"),
    row_name=_name,
    bulk=ACTIONS,
    export_right=Permission.PRESALES_EXPORT,
)
