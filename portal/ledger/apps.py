from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "portal.ledger"
    label = "ledger"
    verbose_name = _("Écritures")

    def ready(self) -> None:
        from portal.ledger.triggers import install

        post_migrate.connect(install, sender=self)
