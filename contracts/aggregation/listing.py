"""The list `Agrégation`: every contract at partners that its reader may see."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contracts.aggregation import queries
from contracts.aggregation.bulk import ATTACHMENT
from contracts.aggregation.filters import ORPHAN, PartnerContractFilters
from contracts.aggregation.models import PartnerContract
from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.ui.components.controls import status
from portal.ui.components.formats import short_date
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Listing, Preset, Sort, Total


@reads("product_name", "reference")
def _name(row: PartnerContract) -> str:
    return row.product_name or row.reference


@reads("holder", "reference")
def _holder(row: PartnerContract) -> str:
    return row.holder or row.reference


@reads("client.display_name")
def _client(row: PartnerContract) -> str:
    return row.client.display_name if row.client_id else gettext("Orphelin")


@reads("valued_on")
def _valued(row: PartnerContract) -> str:
    return gettext("Valeur au %(day)s") % {"day": short_date(row.valued_on)} if row.valued_on else ""


CONTRACTS = Listing(
    name="agregation",
    title=_("Agrégation"),
    path="agregation/",
    url_name="contracts:aggregation",
    icon="chart-bar",
    menu=38,
    right=Permission.AGGREGATION,
    model=PartnerContract,
    source=queries.contracts_of,
    filters=PartnerContractFilters,
    card=Card(
        title=_name,
        eyebrow="partner.name",
        status=True,
        lines=(_holder, _client),
        strong="value_label",
        foot=_valued,
    ),
    columns=(
        Column("contrat", _("Contrat"), _name),
        Column("numero", _("Numéro"), "reference", whole=True),
        Column("partenaire", _("Partenaire"), "partner.name"),
        Column("souscripteur", _("Souscripteur"), "holder"),
        Column("client", _("Client"), _client),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("valeur", _("Valeur"), "value_label", value="value", number=True, totals=(Total("value"),)),
        Column("date_valeur", _("Date de valeur"), "valued_on"),
        Column("reference", _("Référence partenaire"), "client_reference", default=False, whole=True),
        Column("devise", _("Devise"), "currency", default=False),
        Column("effet", _("Date d’effet"), "opened_on", default=False),
        Column(
            "versements",
            _("Versements cumulés"),
            "paid_in_label",
            value="paid_in",
            number=True,
            default=False,
            totals=(Total("paid_in"),),
        ),
    ),
    currency="currency",
    sorts=(
        Sort("souscripteur", _("Souscripteur, de A à Z"), "sort_name", column="souscripteur"),
        Sort("souscripteur-z", _("Souscripteur, de Z à A"), "sort_name", descending=True, column="souscripteur"),
        Sort("change", _("Derniers changements"), "changed_at", descending=True, column="date_valeur"),
        Sort("change-ancien", _("Changés il y a longtemps"), "changed_at", column="date_valeur"),
    ),
    presets=(
        Preset("en-cours", _("En cours"), "statut=open"),
        Preset("orphelins", _("Orphelins"), f"rattachement={ORPHAN}", lambda user: user.has_right(Permission.ORPHANS)),
    ),
    noun=lambda count: ngettext("contrat", "contrats", count),
    empty=Empty(
        _("Aucun contrat chez les partenaires"),
        _("Importez le relevé d’un partenaire, ou ajoutez une référence partenaire sur la fiche d’un client."),
        icon="building",
    ),
    search_label=_("Chercher un contrat"),
    search_hint=_("Numéro, souscripteur, produit, partenaire"),
    bulk=(ATTACHMENT,),
    export_right=Permission.AGGREGATION_EXPORT,
    template="contracts/aggregation/list.html",
)
