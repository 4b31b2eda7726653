"""The list of contracts, declared: the example that other lists copy."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contracts.sales import queries
from contracts.sales.filters import ContractFilters
from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.core import phone
from portal.core.money import format_euros
from portal.ui.components.controls import phone_link, status
from portal.ui.components.formats import short_date
from portal.ui.listing.declaration import Column, Empty, Listing, Sort


def _price(contract: Contract) -> str:
    if not contract.product_id:
        return ""
    amount = format_euros(contract.price.gross)
    return (
        format_html('{}<span class="faint small"> {}</span>', amount, _("/ mois"))
        if contract.duration_months
        else amount
    )


def _mobile(contract: Contract) -> str:
    return phone_link(contract.phone) if contract.phone else ""


def _nothing(user) -> Empty:
    if user.has_right(Permission.CONTRACTS_CREATE):
        return Empty(
            _("Aucun contrat pour l’instant"),
            _("Remplissez un premier contrat : le client le signe avec un code reçu par SMS."),
            icon="file-text",
            action_label=_("Nouveau contrat"),
            action_url=reverse("contracts:new"),
        )
    text = _("Les contrats apparaîtront ici dès qu’un conseiller en enverra un.")
    return Empty(_("Aucun contrat pour l’instant"), text, icon="file-text")


COLUMNS = (
    Column("numero", _("Numéro"), lambda row: row.number or _("Brouillon")),
    Column("client", _("Client"), lambda row: row.display_name),
    Column("produit", _("Produit"), lambda row: row.product_name),
    Column("statut", _("Statut"), status, value=lambda row: row.status_label),
    Column("prix", _("Prix TTC"), _price, value=lambda row: row.price.gross, number=True),
    Column("cree", _("Créé le"), lambda row: short_date(row.created_at), value=lambda row: row.created_at),
    Column("signe", _("Signé le"), lambda row: short_date(row.signed_at), value=lambda row: row.signed_at),
    Column("mobile", _("Mobile"), _mobile, value=lambda row: phone.national(row.phone), default=False),
    Column("email", _("E-mail"), lambda row: row.email, default=False),
    Column("siren", _("SIREN"), lambda row: row.siren, default=False),
    Column("ville", _("Ville"), lambda row: row.city, default=False),
    Column(
        "debut", _("Début"), lambda row: short_date(row.start_date), value=lambda row: row.start_date, default=False
    ),
    Column("conseiller", _("Conseiller"), lambda row: row.owner.get_full_name(), default=False),
    Column("agence", _("Agence"), lambda row: str(row.agency or ""), default=False),
)

CONTRACTS = Listing(
    name="contrats",
    url_name="contracts:list",
    right=Permission.CONTRACTS_VIEW,
    source=queries.contracts_of,
    filters=ContractFilters,
    columns=COLUMNS,
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
        Sort("activite", _("Derniers changements"), "status_changed_at", descending=True, column="statut"),
        Sort("client", _("Client, de A à Z"), "sort_name", column="client"),
        Sort("client-z", _("Client, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    card="contracts/parts/card.html",
    noun=lambda count: ngettext("contrat", "contrats", count),
    empty=_nothing,
    search_label=_("Chercher un contrat"),
    search_hint=_("Numéro, nom, téléphone, e-mail, SIREN, produit"),
    in_dialog=lambda contract: not contract.is_draft,
    row_name=lambda contract: f"{contract.number or ''} {contract.display_name}".strip(),
)
