from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.core.menu import MenuEntry, register


class DashboardConfig(AppConfig):
    name = "portal.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        register(MenuEntry(_("Accueil"), "dashboard:home", "home", None, 10))
