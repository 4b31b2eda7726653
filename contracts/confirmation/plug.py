from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.confirmation import actions
from portal.core.plugs import Plug
from portal.undo.commands import Command

PLUG = Plug(
    undo=Command(
        actions.VALIDATION,
        _("Vous venez de valider ce contrat."),
        undo=actions.take_back_validation,
        finish=actions.finish_validation,
        seconds=lambda: settings.UNDO_VALIDATION_SECONDS,
    ),
)
