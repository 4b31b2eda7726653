from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EarningsConfig(AppConfig):
    name = "portal.earnings"
    label = "earnings"
    verbose_name = _("Rémunération")

    def ready(self) -> None:
        post_migrate.connect(protect_lines, sender=self)


def protect_lines(using: str = "default", **_signal) -> None:
    """Let the database refuse to change or remove a line."""
    from portal.core import append_only

    append_only.protect("earnings_earning", using)
