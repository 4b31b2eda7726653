from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "portal.exchange"
    label = "exchange"
    verbose_name = _("Listes et exports")

    def ready(self) -> None:
        from portal.core import counts
        from portal.core import retention as kept
        from portal.exchange import notices, retention, saved_views

        notices.register()
        kept.register(*retention.RULES)
        counts.register(saved_views.KEPT, saved_views.open_to)
