"""What the onboarding link tells the apps below: its purpose, how it reads on the timeline."""

from django.utils.translation import gettext_lazy as _

from crm.clients.mergers import Merger
from crm.onboarding.links import ONBOARDING, revoke
from crm.onboarding.views import welcome
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.links.purposes import Purpose

PURPOSE = Purpose(name=ONBOARDING, title=_("vous inscrire"), view=welcome)
SENTENCES = {
    "crm.link_sent": Sentence(_("Le lien d’inscription est parti à {contact}"), "mail", "info"),
    "crm.link_revoked": Sentence(_("Le lien d’inscription n’est plus valable"), "ban", "warning"),
}

MERGER = Merger("onboarding", lambda kept, other, by: revoke(other, by=by))

PLUG = Plug(links=PURPOSE, history=SENTENCES, mergers=MERGER)
