"""What those who watch the portal are told of."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind

FILE_FAULT = "operations.file_fault"
HISTORY_FAULT = "operations.history_fault"
READERS = roles_with(Permission.OPERATIONS_VIEW)


def _alarm(name: str, label) -> Kind:
    rights = (Permission.OPERATIONS_VIEW,)
    return Kind(name, label, READERS, default_mail=True, icon="alert-triangle", tone="danger", rights=rights)


KINDS = (
    _alarm(FILE_FAULT, _("Un fichier conservé manque ou a changé")),
    _alarm(HISTORY_FAULT, _("Historique altéré")),
)
