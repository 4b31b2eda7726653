from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Kind
from crm.clients.models import Client
from crm.financing import board, tasks
from crm.financing.help import ARTICLES
from crm.financing.home import BLOCK
from crm.financing.listing import INVOICES
from crm.financing.messages import KINDS
from crm.financing.panels import PANEL
from crm.financing.retention import RULES
from crm.financing.sentences import facts
from crm.financing.space import SPACE
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.client_menu import MORE, ClientLink
from portal.core.plugs.menu import MenuEntry

TASKS = (tasks.remind_factoring,)

PLUG = Plug(
    menu=MenuEntry(_("Affacturage"), "crm:factoring", "cash", Permission.FACTORING_VIEW, 61, "/affacturage/"),
    client_menu=ClientLink(
        _("Payer mes fournisseurs"),
        _("Fournisseurs"),
        "crm:factoring",
        "cash",
        Permission.FACTORING_BUY,
        70,
        has=lambda user: Client.objects.filter(account=user.pk, removed_at=None, kind=Kind.COMPANY),
        place=MORE,
    ),
    lists=INVOICES,
    notices=KINDS,
    panels=PANEL,
    home=BLOCK,
    board=board.SOURCES,
    help=ARTICLES,
    retention=RULES,
    space=SPACE,
    history={
        "financing.submitted": Sentence(_("{actor} a déposé cette facture de {amount}"), "upload", "info", facts),
        "financing.approved": Sentence(_("{actor} a approuvé la facture"), "circle-check", "success"),
        "financing.rejected": Sentence(_("{actor} a rejeté la facture"), "circle-x", "danger"),
        "financing.released": Sentence(_("{actor} a retiré la facture du financement"), "ban", "warning"),
        "financing.paid": Sentence(_("Le fournisseur est payé"), "cash", "success"),
        "financing.settled": Sentence(_("Tout est remboursé"), "check", "success"),
        "financing.disputed": Sentence(_("{actor} a ouvert un litige"), "gavel", "warning"),
        "financing.resumed": Sentence(_("{actor} a levé le litige"), "lock-open", "info"),
        "financing.credited": Sentence(_("{actor} a déposé l’avoir {number} de {amount}"), "receipt", "info", facts),
        "financing.date_chosen": Sentence(_("{actor} a choisi sa date de paiement : {day}"), "calendar", "info", facts),
    },
)
