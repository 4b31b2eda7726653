from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Clients")

    def ready(self) -> None:
        from crm.clients import registration
        from crm.companies import registration as companies

        registration.register_all()
        companies.register_all()
