"""The list of prospects, declared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.clients.models import Client
from crm.prospects import queries
from crm.prospects.cards import CARD_FIELDS, prospect_card
from crm.prospects.filters import ProspectFilters
from crm.prospects.messages import file_url
from portal.access.permissions import Permission
from portal.core.money import format_euros
from portal.ui.components.controls import status
from portal.ui.components.formats import short_date, siren
from portal.ui.listing.declaration import Column, Empty, Listing, Sort


def _forecast(row: Client) -> str:
    return "" if row.follow_up.forecast is None else format_euros(row.follow_up.forecast)


def _expected(row: Client) -> str:
    return short_date(row.follow_up.expected_on) if row.follow_up.expected_on else ""


def _nothing(user) -> Empty:
    title = _("Aucun prospect pour l’instant")
    if user.has_right(Permission.CLIENTS_EDIT):
        text = _("Cherchez une entreprise : son dossier se remplit presque tout seul.")
        return Empty(title, text, "target", _("Ajouter un nouveau prospect"), reverse("crm:prospect_new"))
    return Empty(title, _("Les prospects des agents apparaîtront ici."), icon="target")


PROSPECTS = Listing(
    name="prospects",
    url_name="crm:prospects",
    title=_("Prospects"),
    right=Permission.CLIENTS_VIEW,
    model=Client,
    source=queries.prospects_of,
    filters=ProspectFilters,
    columns=(
        Column("nom", _("Société"), lambda row: row.display_name),
        Column("etat", _("État"), lambda row: status(row.follow_up), value=lambda row: row.follow_up.status_label),
        Column("etape", _("Étape"), lambda row: row.follow_up.step_label),
        Column("ca", _("CA prévu"), _forecast, value=lambda row: row.follow_up.forecast, number=True),
        Column(
            "probabilite",
            _("Probabilité"),
            lambda row: f"{row.follow_up.probability} %",
            value=lambda row: row.follow_up.probability,
            number=True,
        ),
        Column("prevu", _("Prévu le"), _expected, value=lambda row: row.follow_up.expected_on, whole=True),
        Column("ville", _("Ville"), lambda row: row.city),
        Column(
            "cree", _("Créé le"), lambda row: short_date(row.created_at), value=lambda row: row.created_at, whole=True
        ),
        Column(
            "siren", _("SIREN"), lambda row: siren(row.siren), value=lambda row: row.siren, default=False, whole=True
        ),
        Column("conseiller", _("Conseiller"), lambda row: row.owner.get_full_name(), default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True),
        Sort("nom", _("Société, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Société, de Z à A"), "sort_name", descending=True, column="nom"),
    ),
    card=prospect_card,
    card_fields=CARD_FIELDS,
    row_url=lambda row: file_url(row, "societe"),
    noun=lambda count: ngettext("prospect", "prospects", count),
    empty=_nothing,
    search_label=_("Chercher un prospect"),
    search_hint=_("Société, nom, SIREN, ville"),
    export_url="crm:prospect_export",
    export_right=Permission.PROSPECTS_EXPORT,
)
