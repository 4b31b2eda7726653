from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from subscriptions.invoices import tasks
from subscriptions.invoices.help import ARTICLES
from subscriptions.invoices.keeping import KEEPER
from subscriptions.invoices.listing import INVOICES
from subscriptions.invoices.space import SPACE

TASKS = (tasks.print_invoices,)
PLUG = Plug(
    lists=INVOICES,
    space=SPACE,
    keepers=KEEPER,
    help=ARTICLES,
    history={
        "invoices.issued": Sentence(_("La facture {number} est émise"), "receipt", "info"),
        "invoices.credited": Sentence(_("L’avoir {number} est émis"), "receipt", "warning"),
    },
)
