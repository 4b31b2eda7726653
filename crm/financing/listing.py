"""The list of invoices: nothing in it tells a buyer what a supplier pays, nor a supplier what a buyer may use."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.financing import queries
from crm.financing.filters import InvoiceFilters
from crm.financing.models import FactoredInvoice
from portal.access.permissions import Permission
from portal.core.values.money import format_euros
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown

INVOICES = Listing(
    name="factures-a-financer",
    title=_("Factures à financer"),
    path="affacturage/factures/",
    url_name="crm:factored_invoices",
    icon="file-invoice",
    right=Permission.FACTORING_VIEW,
    model=FactoredInvoice,
    source=queries.invoices_of,
    filters=InvoiceFilters,
    card=Card(
        title="number",
        eyebrow="supplier.company_name",
        status=True,
        lines=("buyer.display_name",),
        strong=Shown("amount", format_euros),
        unit=_("TTC"),
        foot=Day("due_on", _("Échéance le %(day)s")),
    ),
    found=Found(_("Factures à financer"), 61, ("supplier.company_name", Shown("amount", format_euros))),
    columns=(
        Column("numero", _("Numéro"), "number"),
        Column("fournisseur", _("Fournisseur"), "supplier.company_name"),
        Column("acheteur", _("Acheteur"), "buyer.display_name"),
        Column(
            "montant", _("Montant TTC"), "amount", show=format_euros, number=True, whole=True, totals=(Total("amount"),)
        ),
        Column("echeance", _("Échéance"), "due_on"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("deposee", _("Déposée le"), "created_at", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="deposee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="deposee"),
        Sort("echeance", _("Échéance la plus proche"), "due_on", column="echeance"),
        Sort("lointaine", _("Échéance la plus lointaine"), "due_on", descending=True, column="echeance"),
        Sort("montant", _("Les plus grandes"), "amount", descending=True, column="montant"),
        Sort("petit", _("Les plus petites"), "amount", column="montant"),
    ),
    presets=(
        Preset("soumises", _("Soumises"), "statut=submitted"),
        Preset("validees", _("Validées"), "statut=validated"),
        Preset("financees", _("Financées"), "statut=financed"),
        Preset("litige", _("En litige"), "statut=disputed"),
    ),
    noun=lambda count: ngettext("facture", "factures", count),
    empty=Empty(_("Aucune facture"), _("Les factures déposées apparaîtront ici."), icon="file-invoice"),
    buttons=(
        ListButton(
            _("Déposer une facture"), "crm:invoice_new", "upload", primary=True, right=Permission.FACTORING_SUPPLY
        ),
    ),
    search_label=_("Chercher une facture"),
    search_hint=_("Numéro, fournisseur, acheteur"),
    export_right=Permission.FACTORING_VIEW,
)
