"""The list of clients, declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.clients import queries
from crm.clients.cards import CARD_FIELDS, client_card
from crm.clients.filters import ClientFilters
from crm.clients.models import Client
from portal.access.permissions import Permission
from portal.core.values import phone
from portal.ui.components.controls import phone_link, status
from portal.ui.components.formats import short_date, siren
from portal.ui.listing.declaration import Column, Empty, Listing, Sort


def _mobile(client: Client) -> str:
    return phone_link(client.phone) if client.phone else ""


def _nothing(user) -> Empty:
    text = _("La fiche d’un client est créée avec son premier contrat.")
    return Empty(_("Aucun client pour l’instant"), text, icon="users")


COLUMNS = (
    Column("nom", _("Nom"), lambda row: row.display_name),
    Column("type", _("Type"), lambda row: row.get_kind_display()),
    Column("etape", _("Étape"), status, value=lambda row: row.status_label),
    Column("mobile", _("Mobile"), _mobile, value=lambda row: phone.national(row.phone), whole=True),
    Column("email", _("E-mail"), lambda row: row.email),
    Column("ville", _("Ville"), lambda row: row.city),
    Column("cree", _("Créé le"), lambda row: short_date(row.created_at), value=lambda row: row.created_at, whole=True),
    Column("siren", _("SIREN"), lambda row: siren(row.siren), value=lambda row: row.siren, default=False, whole=True),
    Column("conseiller", _("Conseiller"), lambda row: row.owner.get_full_name(), default=False),
    Column("agence", _("Agence"), lambda row: str(row.agency or ""), default=False),
)

CLIENTS = Listing(
    name="clients",
    url_name="crm:list",
    title=_("Clients"),
    right=Permission.CLIENTS_VIEW,
    model=Client,
    source=queries.clients_of,
    filters=ClientFilters,
    columns=COLUMNS,
    sorts=(
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="nom"),
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
    ),
    card=client_card,
    card_fields=CARD_FIELDS,
    url_fields=("pk", "stage"),
    noun=lambda count: ngettext("client", "clients", count),
    empty=_nothing,
    search_label=_("Chercher un client"),
    search_hint=_("Nom, téléphone, e-mail, SIREN, ville"),
)
