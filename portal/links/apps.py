from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "portal.links"
    label = "links"
    verbose_name = _("Liens sécurisés")

    def ready(self) -> None:
        from portal.core import retention as kept
        from portal.links import retention, sentences

        sentences.register()
        kept.register(*retention.RULES)
