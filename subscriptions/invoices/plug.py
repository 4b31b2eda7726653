from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.client_menu import ClientLink
from subscriptions.invoices import tasks
from subscriptions.invoices.help import ARTICLES
from subscriptions.invoices.keeping import KEEPER
from subscriptions.invoices.listing import INVOICES
from subscriptions.invoices.models import Invoice
from subscriptions.invoices.space import SPACE

TASKS = (tasks.print_invoices,)
PLUG = Plug(
    lists=INVOICES,
    space=SPACE,
    client_menu=ClientLink(
        _("Mes factures"),
        _("Factures"),
        "subscriptions:invoices",
        "receipt",
        Permission.INVOICES,
        40,
        ("/factures/",),
        has=lambda user: Invoice.objects.visible_to(user),
    ),
    keepers=KEEPER,
    help=ARTICLES,
    history={
        "invoices.issued": Sentence(_("La facture {number} est émise"), "receipt", "info"),
        "invoices.credited": Sentence(_("L’avoir {number} est émis"), "receipt", "warning"),
    },
)
