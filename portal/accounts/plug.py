from django.utils.translation import gettext_lazy as _

from portal.accounts import actions, retention, views
from portal.accounts.notices import KINDS
from portal.accounts.sentences import SENTENCES
from portal.core.plugs import Plug
from portal.links.purposes import Purpose

PLUG = Plug(
    notices=KINDS,
    history=SENTENCES,
    retention=retention.RULES,
    links=Purpose(
        name=actions.INVITATION,
        title=_("Choisir votre mot de passe"),
        view=views.choose_password,
        renew=views.new_invitation,
    ),
)
