from django.utils.translation import gettext_lazy as _

from portal.accounts import actions, retention, views
from portal.accounts.notices import KINDS
from portal.accounts.sentences import SENTENCES
from portal.core.plugs import Plug
from portal.links.purposes import Purpose
from portal.undo.commands import Command

PLUG = Plug(
    undo=Command(
        actions.CLOSING,
        _("Vous venez de désactiver ce compte."),
        undo=actions.undo_closing,
        finish=lambda row, by, after: None,  # whoever it is about has lost their access at once
    ),
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
