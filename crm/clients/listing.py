"""The list of clients."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.clients import queries
from crm.clients.enums import LifeStage
from crm.clients.filters import ClientFilters
from crm.clients.models import Client
from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values import phone
from portal.ui.components.controls import phone_link, status
from portal.ui.components.formats import phone_number, siren
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Shown


@reads("is_company", "person_name")
def _signatory(client: Client) -> str:
    return client.person_name if client.is_company else ""


@reads("stage")
def _is_no_client_now(client: Client) -> bool:
    return client.stage != LifeStage.CLIENT


def may_add(user) -> bool:
    """Those who sell for an agency; the back-office reads and corrects."""
    return bool(user.organisation_id)


def _mobile(client: Client) -> str:
    return phone_link(client.phone) if client.phone else ""


CLIENTS = Listing(
    name="clients",
    title=_("Clients"),
    path="clients/",
    url_name="crm:list",
    icon="users",
    menu=32,
    right=Permission.CLIENTS_VIEW,
    model=Client,
    source=queries.clients_of,
    filters=ClientFilters,
    card=Card(
        title="display_name",
        eyebrow="kind",
        status=_is_no_client_now,
        lines=(_signatory, Shown("phone", phone_link)),
        small="email",
        foot="city",
        action_label=_("Fiche client"),
    ),
    found=Found(_("Clients"), 20, (_signatory, Shown("phone", phone_number), "email", "city")),
    columns=(
        Column("nom", _("Nom"), "display_name"),
        Column("type", _("Type"), "kind"),
        Column("etape", _("Étape"), status, value="status_label"),
        Column("mobile", _("Mobile"), _mobile, value=lambda row: phone.national(row.phone), whole=True),
        Column("email", _("E-mail"), "email"),
        Column("ville", _("Ville"), "city"),
        Column("cree", _("Créé le"), "created_at"),
        Column("siren", _("SIREN"), "siren", show=siren, default=False, whole=True),
        Column("conseiller", _("Conseiller"), "owner.get_full_name", default=False),
        Column("agence", _("Agence"), "agency.name", default=False),
    ),
    sorts=(
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="nom"),
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
    ),
    presets=(
        Preset("clients", _("Clients"), "etape=client"),
        Preset("prospects", _("Prospects"), "etape=prospect"),
        Preset("entreprises", _("Entreprises"), "type=company"),
        Preset("anciens", _("Anciens clients"), "etape=former"),
    ),
    noun=lambda count: ngettext("client", "clients", count),
    empty=Empty(
        _("Aucun client pour l’instant"),
        _("La fiche d’un client est créée avec son premier contrat."),
        invitation=_("Créez une première fiche, ou commencez par un contrat."),
    ),
    buttons=(
        ListButton(
            _("Nouveau client"),
            "crm:new",
            "plus",
            True,
            Permission.CLIENTS_EDIT,
            allows=may_add,
            words=_("compte fiche société particulier"),
        ),
        ListButton(_("Importer"), "exchange:imports", "upload", right=Permission.CLIENTS_IMPORT),
        ListButton(_("Corbeille et archives"), "crm:bin", "archive", right=Permission.CLIENTS_EDIT),
    ),
    search_label=_("Filtrer les clients"),
    search_hint=_("Nom, téléphone, e-mail, SIREN, ville"),
    export_right=Permission.CLIENTS_VIEW,
)
