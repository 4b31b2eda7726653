from django.utils.translation import gettext_lazy as _

from crm.signatories import panels, public, tasks
from crm.signatories.actions import PURPOSE
from crm.signatories.messages import ENDING
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.links.purposes import Purpose
from portal.messaging.kinds import Kind

__all__ = ["PLUG", "tasks"]  # workers know a task once its module is imported

PLUG = Plug(
    panels=panels.PANEL,
    links=Purpose(
        name=PURPOSE, title=_("confirmer votre adresse e-mail"), view=public.verification, done=public.verified
    ),
    notices=Kind(
        ENDING,
        _("Une pièce d’identité expire bientôt"),
        roles_with(Permission.CONTRACTS_CREATE),
        icon="user-check",
        tone="warning",
    ),
    history={
        "crm.signatory_added": Sentence(_("{actor} a ajouté le signataire {name}"), "user-plus", "neutral"),
        "crm.signatory_changed": Sentence(_("{actor} a modifié le signataire {name}"), "pencil", "neutral"),
        "crm.signatory_verified": Sentence(_("{name} a confirmé son adresse e-mail"), "user-check", "success"),
        "crm.signatory_phone_reviewed": Sentence(_("{actor} a vérifié le mobile de {name}"), "phone", "neutral"),
        "crm.signatory_removed": Sentence(_("{actor} a retiré le signataire {name}"), "user-x", "neutral"),
    },
)
