"""The list of contracts."""

from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contracts.confirmation.queries import with_confirmation
from contracts.pages.bulk import ACTIONS
from contracts.pages.filters import ContractFilters
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.signature.troubles import trouble_of, with_troubles
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.reading import reads
from portal.core.values import phone
from portal.core.values.money import format_euros
from portal.ui.components.controls import badge, phone_link, status
from portal.ui.components.data import side_by_side, with_unit
from portal.ui.components.formats import phone_number, siren
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown


@reads("product_id", "price", "duration_months")
def _price(contract: Contract) -> str:
    return format_euros(contract.price.gross) if contract.product_id else ""


@reads("duration_months")
def _each(contract: Contract) -> str:
    return _("TTC / mois") if contract.duration_months else _("TTC")


def _price_cell(contract: Contract) -> str:
    if not (contract.product_id and contract.duration_months):
        return _price(contract)
    return with_unit(_price(contract), _("/ mois"))


@reads("display_name")
def _client(contract: Contract) -> str:
    return contract.display_name or gettext("Client à compléter")


@reads("product_name")
def _product(contract: Contract) -> str:
    return contract.product_name or gettext("Produit à choisir")


@reads("number")
def _number(contract: Contract) -> str:
    return contract.number or gettext("Sans numéro")


@reads("submitted_at")
def _was_sent(contract: Contract) -> bool:
    return bool(contract.submitted_at)


def _mobile(contract: Contract) -> str:
    return phone_link(contract.phone) if contract.phone else ""


@reads("status", "number")
def _alarm(contract: Contract) -> str:
    """Return the problem that blocks the signature, as a red badge."""
    trouble = trouble_of(contract)
    return badge(trouble.sentence, tone="danger", icon="alert-triangle", long=True) if trouble else ""


def _status_cell(contract: Contract) -> str:
    return side_by_side(status(contract), _alarm(contract))


def _is_staff(user) -> bool:
    return scopes.CONTRACTS.reach(user) is not Reach.ACCOUNT


def _has_drafts(user) -> bool:
    return scopes.CONTRACTS.reach(user) in (Reach.OWN, Reach.GROUP)


# Each amount is rounded before it is added, as `Price` does.
GROSS = F("net_price") + Round(F("net_price") * F("vat_rate") / 100, 2)

COLUMNS = (
    Column("numero", _("Numéro"), lambda row: row.number or _("Brouillon")),
    Column("client", _("Client"), "display_name"),
    Column("produit", _("Produit"), "product_name"),
    Column("statut", _("Statut"), _status_cell, value="status_label"),
    Column(
        "prix",
        _("Prix TTC"),
        _price_cell,
        value=lambda row: row.price.gross,
        number=True,
        totals=(Total(GROSS, Q(duration_months=None)), Total(GROSS, ~Q(duration_months=None), _("/ mois"))),
    ),
    Column("cree", _("Créé le"), "created_at"),
    Column("signe", _("Signé le"), "signed_at"),
    Column("mobile", _("Mobile"), _mobile, value=lambda row: phone.national(row.phone), default=False, whole=True),
    Column("email", _("E-mail"), "email", default=False),
    Column("siren", _("SIREN"), "siren", show=siren, default=False, whole=True),
    Column("ville", _("Ville"), "city", default=False),
    Column("debut", _("Début"), "start_date", default=False),
    Column("conseiller", _("Conseiller"), "owner.get_full_name", default=False),
    Column("agence", _("Agence"), "agency.name", default=False),
)

# Columns that neither a card nor any column of the list reads: half the size of a row.
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


def _source(user):
    """Return the contracts of a reader with what blocks them; for the back-office, whether a call confirmed them."""
    found = with_troubles(queries.contracts_of(user).defer(*UNSHOWN))
    return with_confirmation(found) if user.has_right(Permission.CONTRACTS_CONFIRM) else found


CONTRACTS = Listing(
    name="contrats",
    title=_("Contrats"),
    path="contrats/",
    url_name="contracts:list",
    icon="file-text",
    menu=20,
    right=Permission.CONTRACTS_VIEW,
    model=Contract,
    source=_source,
    filters=ContractFilters,
    card=Card(
        title=_client,
        eyebrow=_number,
        status=True,
        lines=(_product, _alarm),
        strong=_price,
        unit=_each,
        foot=Day("created_at", _("Créé le %(day)s")),
        in_panel=_was_sent,
    ),
    found=Found(_("Contrats"), 10, ("number", "product_name", Shown("phone", phone_number), "email")),
    columns=COLUMNS,
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
        Sort("activite", _("Derniers changements"), "status_changed_at", descending=True, column="statut"),
        Sort("signe", _("Signés récemment"), "signed_at", descending=True, column="signe"),
        Sort("signe-ancien", _("Signés il y a longtemps"), "signed_at", column="signe"),
        Sort("client", _("Client, de A à Z"), "sort_name", column="client"),
        Sort("client-z", _("Client, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    followed=~Q(status=Status.DRAFT),
    presets=(
        Preset("brouillons", _("Brouillons"), "statut=draft", _has_drafts),
        Preset("a-signer", _("À signer"), "statut=awaiting_client"),
        Preset("a-confirmer", _("À confirmer"), "statut=awaiting_back_office", _is_staff),
        Preset("valides", _("Validés"), "statut=validated"),
        Preset("retractes", _("Rétractés"), "statut=withdrawn", _is_staff),
    ),
    noun=lambda count: ngettext("contrat", "contrats", count),
    empty=Empty(
        _("Aucun contrat pour l’instant"),
        _("Les contrats apparaîtront ici dès qu’un conseiller en enverra un."),
        invitation=_("Remplissez un premier contrat : le client le signe avec un code reçu par SMS."),
    ),
    buttons=(
        ListButton(
            _("Nouveau contrat"),
            "contracts:new",
            "plus",
            primary=True,
            right=Permission.CONTRACTS_CREATE,
            words=_("vente vendre souscription"),
        ),
    ),
    search_label=_("Chercher un contrat"),
    search_hint=_("Numéro, nom, téléphone, e-mail, SIREN, produit"),
    in_panel=lambda contract: not contract.is_draft,
    bulk=ACTIONS,
    export_right=Permission.CONTRACTS_EXPORT,
    row_name=lambda contract: f"{contract.number or ''} {contract.display_name}".strip(),
)
