from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.core.board import waiting_count
from portal.core.menu import MenuEntry, register


class DashboardConfig(AppConfig):
    name = "portal.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        register(MenuEntry(_("Accueil"), "dashboard:home", "home", None, 10))
        register(
            MenuEntry(
                _("La balle est chez…"),
                "dashboard:board",
                "target-arrow",
                None,
                15,
                active_prefix="/a-faire/",
                count=waiting_count,
            )
        )
