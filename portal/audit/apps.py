from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"
    verbose_name = _("Historique")

    def ready(self) -> None:
        from portal.audit.triggers import install

        post_migrate.connect(install, sender=self)
