"""How long the API keeps what it answered, and tokens that ended."""

from django.utils.translation import gettext_lazy as _

from portal.api.models import Answer, ApiToken
from portal.core.plugs.retention import Rule

RULES = (
    Rule(
        name="api.answers",
        label=_("Réponses de l’API gardées pour être rejouées"),
        kept=_("%(time)s"),
        then=_("Effacées"),
        days=lambda: 2,
        due=lambda before: Answer.objects.filter(at__lt=before).order_by("pk"),
    ),
    Rule(
        name="api.tokens",
        label=_("Jetons de l’API expirés ou révoqués"),
        kept=_("%(time)s après leur fin"),
        then=_("Effacés"),
        days=lambda: 365,
        due=lambda before: ApiToken.objects.filter(expires_at__lt=before).order_by("pk"),
    ),
)
