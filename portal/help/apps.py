from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.core.menu import MenuEntry, register


class HelpConfig(AppConfig):
    name = "portal.help"
    label = "help"
    verbose_name = _("Aide")

    def ready(self) -> None:
        from portal.help import articles, own_articles

        articles.register(*own_articles.ARTICLES)
        register(MenuEntry(_("Aide"), "help:index", "help-circle", None, 800, "/aide/"))
