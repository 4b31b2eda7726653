"""The list of invoices and credit notes; its export is what the accountant takes."""

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values.money import format_euros, format_percent
from portal.ui.components.formats import siren
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown
from subscriptions.invoices.enums import Document
from subscriptions.invoices.filters import InvoiceFilters
from subscriptions.invoices.models import Invoice


@reads("taxes", "document")
def _taxes(invoice: Invoice) -> str:
    """`20 % : 10,00 € + 2,00 €`, rate by rate."""
    return ", ".join(
        f"{format_percent(tax.rate)} : {format_euros(tax.net)} + {format_euros(tax.vat)}"
        for tax in invoice.totals_by_rate
    )


def _signed(column: str):
    """A credit note takes away."""
    return Case(When(document=Document.CREDIT_NOTE, then=-F(column)), default=F(column))


INVOICES = Listing(
    name="factures",
    title=_("Factures"),
    path="factures/",
    url_name="subscriptions:invoices",
    icon="receipt",
    menu=60,
    right=Permission.INVOICES,
    model=Invoice,
    filters=InvoiceFilters,
    card=Card(
        title="number",
        eyebrow="document",
        lines=("customer_name",),
        strong="gross_label",
        unit=_("TTC"),
        foot=Day("issued_on", _("Du %(day)s")),
    ),
    found=Found(_("Factures"), 70, ("customer_name", Shown("gross", format_euros))),
    columns=(
        Column("numero", _("Numéro"), "number", whole=True),
        Column("type", _("Type"), "document"),
        Column("date", _("Date"), "issued_on"),
        Column("client", _("Client facturé"), "customer_name"),
        Column("ht", _("HT"), "signed_net", show=format_euros, number=True, totals=(Total(_signed("net")),)),
        Column("tva", _("TVA"), "signed_vat", show=format_euros, number=True, totals=(Total(_signed("vat")),)),
        Column("ttc", _("TTC"), "signed_gross", show=format_euros, number=True, totals=(Total(_signed("gross")),)),
        Column("siren", _("SIREN"), "customer_siren", show=siren, default=False, whole=True),
        Column("categorie", _("Catégorie"), "operation", default=False),
        Column("taux", _("Détail par taux"), _taxes, default=False),
        Column("paye", _("Payé"), "paid", show=format_euros, number=True, default=False),
        Column("corrige", _("Facture corrigée"), "corrects.number", default=False, whole=True),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "issued_on", descending=True, column="date"),
        Sort("ancien", _("Les plus anciennes"), "issued_on", column="date"),
        Sort("client", _("Client, de A à Z"), "sort_name", column="client"),
        Sort("client-z", _("Client, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    presets=(
        Preset("factures", _("Factures"), "type=invoice"),
        Preset("avoirs", _("Avoirs"), "type=credit_note"),
    ),
    noun=lambda count: ngettext("facture", "factures", count),
    empty=Empty(_("Aucune facture"), _("Elles apparaissent ici après chaque paiement."), icon="receipt"),
    search_label=_("Chercher une facture"),
    search_hint=_("Numéro, client, SIREN"),
    export_right=Permission.INVOICES_EXPORT,
)
