"""The list `Agrégation`: every contract at partners that its reader may see."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contracts.aggregation import queries
from contracts.aggregation.cards import CARD_FIELDS, contract_card
from contracts.aggregation.filters import PartnerContractFilters
from contracts.aggregation.models import PartnerContract
from portal.access.permissions import Permission
from portal.ui.components.controls import status
from portal.ui.components.formats import short_date
from portal.ui.listing.declaration import Column, Empty, Listing, Sort


def _client(row: PartnerContract) -> str:
    return row.client.display_name if row.client_id else _("Orphelin")


def _nothing(user) -> Empty:
    text = _("Importez le relevé d’un partenaire, ou ajoutez une référence partenaire sur la fiche d’un client.")
    return Empty(_("Aucun contrat chez les partenaires"), text, icon="building")


CONTRACTS = Listing(
    name="agregation",
    title=_("Agrégation"),
    url_name="contracts:aggregation",
    right=Permission.AGGREGATION,
    model=PartnerContract,
    source=queries.contracts_of,
    filters=PartnerContractFilters,
    columns=(
        Column("contrat", _("Contrat"), lambda row: row.product_name or row.reference),
        Column("numero", _("Numéro"), lambda row: row.reference, whole=True),
        Column("partenaire", _("Partenaire"), lambda row: row.partner.name),
        Column("souscripteur", _("Souscripteur"), lambda row: row.holder),
        Column("client", _("Client"), _client),
        Column("statut", _("Statut"), status, value=lambda row: row.status_label),
        Column("valeur", _("Valeur"), lambda row: row.value_label, value=lambda row: row.value, number=True),
        Column(
            "date_valeur",
            _("Date de valeur"),
            lambda row: short_date(row.valued_on),
            value=lambda row: row.valued_on,
            whole=True,
        ),
        Column("reference", _("Référence partenaire"), lambda row: row.client_reference, default=False, whole=True),
        Column("devise", _("Devise"), lambda row: row.currency, default=False),
        Column(
            "effet",
            _("Date d’effet"),
            lambda row: short_date(row.opened_on),
            value=lambda row: row.opened_on,
            default=False,
            whole=True,
        ),
        Column(
            "versements",
            _("Versements cumulés"),
            lambda row: row.paid_in_label,
            value=lambda row: row.paid_in,
            number=True,
            default=False,
        ),
    ),
    sorts=(
        Sort("souscripteur", _("Souscripteur, de A à Z"), "sort_name", column="souscripteur"),
        Sort("souscripteur-z", _("Souscripteur, de Z à A"), "sort_name", descending=True, column="souscripteur"),
        Sort("change", _("Derniers changements"), "changed_at", descending=True, column="date_valeur"),
    ),
    card=contract_card,
    card_fields=CARD_FIELDS,
    noun=lambda count: ngettext("contrat", "contrats", count),
    empty=_nothing,
    search_label=_("Chercher un contrat"),
    search_hint=_("Numéro, souscripteur, produit, partenaire"),
    export_url="contracts:aggregation_export",
    export_right=Permission.AGGREGATION_EXPORT,
)
