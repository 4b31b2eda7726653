"""What the onboarding adds elsewhere: the purpose of its link, how it reads on timelines, how far it is."""

from django.utils.translation import gettext_lazy as _

from crm.clients.mergers import Merger
from crm.onboarding import tasks
from crm.onboarding.actions.links import revoke
from crm.onboarding.help import ARTICLES
from crm.onboarding.messages import KINDS
from crm.onboarding.panels import PANEL
from crm.onboarding.public import purpose
from portal.audit.history import Sentence
from portal.core.plugs import Plug

TASKS = (tasks.follow_onboardings,)
SENTENCES = {
    "crm.link_sent": Sentence(_("Le lien d’inscription est parti à {contact}"), "mail", "info"),
    "crm.link_revoked": Sentence(_("Le lien d’inscription n’est plus valable"), "ban", "warning"),
    "crm.onboarding_submitted": Sentence(_("Le client a envoyé son inscription"), "send", "info"),
    "crm.onboarding_reminded": Sentence(_("Le client a été relancé pour son inscription"), "mail", "neutral"),
    "crm.onboarding_expired": Sentence(_("Le lien d’inscription a expiré"), "clock", "warning"),
    "onboarding.opened": Sentence(_("Le client a ouvert son inscription"), "mail-opened", "info"),
    "onboarding.started": Sentence(_("Le client a commencé à remplir"), "pencil", "neutral"),
    "onboarding.submitted": Sentence(_("Le client a tout envoyé"), "send", "info"),
    "onboarding.asked_again": Sentence(_("{actor} a redemandé les pièces refusées"), "mail", "warning"),
    "onboarding.accepted": Sentence(_("{actor} a accepté l’inscription"), "check", "success"),
    "onboarding.expired": Sentence(_("Le lien a expiré"), "clock", "muted"),
    "onboarding.renewed": Sentence(_("Un nouveau lien a été envoyé"), "refresh", "info"),
    "onboarding.piece_dropped": Sentence(_("Le client a déposé une pièce"), "upload", "neutral"),
    "onboarding.piece_emptied": Sentence(_("La pièce est de nouveau attendue"), "arrow-back-up", "neutral"),
    "onboarding.piece_accepted": Sentence(_("{actor} a accepté la pièce"), "check", "success"),
    "onboarding.piece_reconsidered": Sentence(_("{actor} est revenu sur sa décision"), "arrow-back-up", "neutral"),
    "onboarding.piece_refused": Sentence(_("{actor} a refusé la pièce"), "circle-x", "danger"),
}

MERGER = Merger("onboarding", lambda kept, other, by: revoke(other, by=by))

PLUG = Plug(
    links=purpose(_("vous inscrire")), history=SENTENCES, mergers=MERGER, panels=PANEL, notices=KINDS, help=ARTICLES
)
