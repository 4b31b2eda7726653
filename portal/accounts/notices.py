"""What the back-office is told of accounts."""

from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.messaging.kinds import Kind

SECURITY = "accounts.security"
KINDS = Kind(
    SECURITY,
    _("La connexion d’un compte a été changée par un collègue"),
    (Role.BACK_OFFICE,),
    default_mail=True,
    icon="shield-lock",
    tone="warning",
)
