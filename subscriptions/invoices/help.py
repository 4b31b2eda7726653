"""Help articles about invoices."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import SUBSCRIPTIONS, Article

ARTICLES = (
    Article(
        slug="factures-et-avoirs",
        title=_("Trouver une facture ou un avoir"),
        summary=_("La liste des factures, leur PDF, les avoirs et l’export pour la comptabilité."),
        section=SUBSCRIPTIONS,
        template="invoices.html",
        keywords=_("facture avoir remboursement tva comptable factur-x pdf export"),
        right=Permission.INVOICES,
        pages=("subscriptions:invoices", "subscriptions:invoice", "subscriptions:invoice_credit"),
        order=60,
    ),
)
