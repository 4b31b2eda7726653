"""How long acts stay known after they could be undone: the history tells of them anyway."""

from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import Rule
from portal.undo.models import Reversal

RULES = (
    Rule(
        name="undo.reversals",
        label=_("Actions annulables pendant quelques secondes"),
        kept=_("%(time)s, pour savoir ce qui a été annulé"),
        then=_("Supprimées ; l’historique de chaque fiche reste"),
        days=lambda: 7,
        due=lambda before: Reversal.objects.filter(until__lt=before).order_by("until"),
        order=83,
    ),
)
