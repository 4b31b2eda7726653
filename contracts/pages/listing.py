"""The list of contracts, declared: the example that other lists copy."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contracts.confirmation import actions as confirming
from contracts.pages.cards import CARD_FIELDS, contract_card
from contracts.pages.filters import ContractFilters
from contracts.sales import queries
from contracts.sales.actions import drafting
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.core.values import phone
from portal.core.values.money import format_euros
from portal.exchange.bulk import unless_open
from portal.ui.components.controls import phone_link, status
from portal.ui.components.formats import short_date, siren
from portal.ui.components.markup import html
from portal.ui.listing.declaration import BulkAction, Column, Empty, Listing, Sort


def _price(contract: Contract) -> str:
    if not contract.product_id:
        return ""
    amount = format_euros(contract.price.gross)
    if not contract.duration_months:
        return amount
    return html('<span>{}<span class="faint small"> {}</span></span>', amount, _("/ mois"))


def _mobile(contract: Contract) -> str:
    return phone_link(contract.phone) if contract.phone else ""


def _unless_draft(contract: Contract, by) -> str:
    return "" if contract.is_draft else gettext("Ce contrat n’est plus un brouillon.")


def _nothing(user) -> Empty:
    if user.has_right(Permission.CONTRACTS_CREATE):
        return Empty(
            _("Aucun contrat pour l’instant"),
            _("Remplissez un premier contrat : le client le signe avec un code reçu par SMS."),
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
    Column("cree", _("Créé le"), lambda row: short_date(row.created_at), value=lambda row: row.created_at, whole=True),
    Column("signe", _("Signé le"), lambda row: short_date(row.signed_at), value=lambda row: row.signed_at, whole=True),
    Column("mobile", _("Mobile"), _mobile, value=lambda row: phone.national(row.phone), default=False, whole=True),
    Column("email", _("E-mail"), lambda row: row.email, default=False),
    Column("siren", _("SIREN"), lambda row: siren(row.siren), value=lambda row: row.siren, default=False, whole=True),
    Column("ville", _("Ville"), lambda row: row.city, default=False),
    Column(
        "debut",
        _("Début"),
        lambda row: short_date(row.start_date),
        value=lambda row: row.start_date,
        default=False,
        whole=True,
    ),
    Column("conseiller", _("Conseiller"), lambda row: row.owner.get_full_name(), default=False, related=("owner",)),
    Column("agence", _("Agence"), lambda row: str(row.agency or ""), default=False, related=("agency",)),
)

ELSEWHERE = _("Impossible : le contrat est « %(status)s ».")
ACTIONS = (
    BulkAction(
        "valider",
        _("Valider"),
        "check",
        _("Valider ces contrats ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.validate(contract=row, by=by),
        refusal=unless_open("validate", ELSEWHERE),
    ),
    BulkAction(
        "injoignable",
        _("Déclarer injoignable"),
        "user-off",
        _("Déclarer ces clients injoignables ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.declare_unreachable(contract=row, reason=reason, by=by),
        refusal=unless_open("mark_unreachable", ELSEWHERE),
        needs_reason=True,
    ),
    BulkAction(
        "impaye",
        _("Déclarer impayé"),
        "circle-x",
        _("Déclarer ces contrats impayés ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.declare_unpaid(contract=row, reason=reason, by=by),
        refusal=unless_open("mark_unpaid", ELSEWHERE),
        needs_reason=True,
    ),
    BulkAction(
        "supprimer",
        _("Supprimer les brouillons"),
        "trash",
        _("Supprimer ces brouillons ?"),
        right=Permission.CONTRACTS_CREATE,
        run=lambda row, by, reason: drafting.delete_draft(contract=row, by=by),
        refusal=_unless_draft,
        danger=True,
    ),
)

# What neither a card nor any column reads: half of what a row holds.
UNSHOWN = (
    "search_text",
    "document_sha256",
    "document_error",
    "address",
    "address_extra",
    "civility",
    "birth_date",
    "creation_key",
    "work_lease",
    "origin",
)

CONTRACTS = Listing(
    name="contrats",
    title=_("Contrats"),
    url_name="contracts:list",
    right=Permission.CONTRACTS_VIEW,
    model=Contract,
    source=lambda user: queries.contracts_of(user).defer(*UNSHOWN),
    filters=ContractFilters,
    columns=COLUMNS,
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
        Sort("activite", _("Derniers changements"), "status_changed_at", descending=True, column="statut"),
        Sort("client", _("Client, de A à Z"), "sort_name", column="client"),
        Sort("client-z", _("Client, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    card=contract_card,
    card_fields=CARD_FIELDS,
    url_fields=("number", "status"),
    followed=~Q(status=Status.DRAFT),
    noun=lambda count: ngettext("contrat", "contrats", count),
    empty=_nothing,
    search_label=_("Chercher un contrat"),
    search_hint=_("Numéro, nom, téléphone, e-mail, SIREN, produit"),
    in_dialog=lambda contract: not contract.is_draft,
    bulk=ACTIONS,
    bulk_url="contracts:bulk",
    export_url="contracts:export",
    export_right=Permission.CONTRACTS_EXPORT,
    row_name=lambda contract: f"{contract.number or ''} {contract.display_name}".strip(),
)
