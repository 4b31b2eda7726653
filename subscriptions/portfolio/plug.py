from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from subscriptions.portfolio import tasks
from subscriptions.portfolio.board import SOURCES
from subscriptions.portfolio.help import ARTICLES
from subscriptions.portfolio.listing import PORTFOLIO, QUEUE
from subscriptions.portfolio.notices import KINDS
from subscriptions.portfolio.retention import RULES
from subscriptions.portfolio.space import SPACE

TASKS = (tasks.follow_portfolio,)
PLUG = Plug(
    lists=(PORTFOLIO, QUEUE),
    board=SOURCES,
    notices=KINDS,
    space=SPACE,
    help=ARTICLES,
    retention=RULES,
    history={
        "portfolio.added": Sentence(_("{actor} a ajouté ce client à son portfolio"), "user-plus"),
        "portfolio.invited": Sentence(_("Le client est invité à finaliser son inscription"), "mail", "info"),
        "portfolio.pending": Sentence(
            _("Le compte existe : le back-office doit confirmer le lien"), "clock", "progress"
        ),
        "portfolio.registered": Sentence(_("Le client a finalisé son inscription"), "user-check", "success"),
        "portfolio.accepted": Sentence(_("{actor} a accepté le lien"), "user-check", "success"),
        "portfolio.refused": Sentence(_("{actor} a refusé le lien"), "user-x", "danger"),
        "portfolio.left": Sentence(_("{actor} a quitté son conseiller"), "user-off", "muted"),
        "portfolio.late": Sentence(_("Le délai de réponse est dépassé"), "clock", "warning"),
        "portfolio.account_attached": Sentence(_("Le compte du client est rattaché à sa fiche"), "link", "info"),
    },
)
