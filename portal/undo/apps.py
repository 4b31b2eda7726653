from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UndoConfig(AppConfig):
    name = "portal.undo"
    label = "undo"
    verbose_name = _("Annulations")
