from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PresalesConfig(AppConfig):
    name = "presales"
    verbose_name = _("Avant-vente")

    def ready(self) -> None:
        from presales.opportunities import registration as opportunities
        from presales.requests import registration as requests

        opportunities.register_all()
        requests.register_all()
