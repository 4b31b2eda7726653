from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"
    verbose_name = _("Exploitation")

    def ready(self) -> None:
        from portal.access.permissions import Permission
        from portal.core.menu import MenuEntry, register
        from portal.operations import services, verifying

        services.register_all()
        verifying.register()
        register(
            MenuEntry(_("État des services"), "operations:services", "heart", Permission.OPERATIONS_VIEW, 850, "/etat/")
        )
