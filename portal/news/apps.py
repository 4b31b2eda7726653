from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"
    verbose_name = _("Actualités")

    def ready(self) -> None:
        from portal.news import registration

        registration.register_all()
