"""How invoices are paid early, answered for each of those who take part (F11)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import FACTORING, Article

ARTICLES = (
    Article(
        slug="payer-ses-fournisseurs-en-avance",
        title=_("Comment faire payer mes fournisseurs en avance ?"),
        summary=_("Demander une enveloppe, inviter, approuver, rembourser."),
        section=FACTORING,
        template="factoring/buyer.html",
        keywords=_("affacturage inversé enveloppe acheteur fournisseur échéance"),
        right=P.FACTORING_BUY,
        pages=("crm:envelope_ask", "crm:suppliers", "crm:supplier_new", "crm:invoice_approval"),
        order=10,
    ),
    Article(
        slug="etre-paye-en-avance",
        title=_("Comment être payé en avance ?"),
        summary=_("Déposer une facture, choisir le jour, ce que cela coûte."),
        section=FACTORING,
        template="factoring/supplier.html",
        keywords=_("affacturage commission net facture factur-x iban rib"),
        right=P.FACTORING_SUPPLY,
        pages=("crm:invoice_new", "crm:invoice_draft", "crm:invoice_payment_date", "crm:quote", "crm:supplier_bank"),
        order=11,
    ),
    Article(
        slug="suivre-l-affacturage",
        title=_("Comment décider d’une enveloppe et payer les fournisseurs ?"),
        summary=_("Enveloppes, fichier de paiement, remboursements, IBAN."),
        section=FACTORING,
        template="factoring/office.html",
        keywords=_("affacturage pain.001 sepa virement iban litige avoir"),
        right=P.FACTORING_FOLLOW,
        pages=("crm:factoring", "crm:envelopes", "crm:envelope", "crm:payouts", "crm:bank_changes"),
        order=12,
    ),
)
