from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "portal.ledger"
    label = "ledger"
    verbose_name = _("Écritures")

    def ready(self) -> None:
        post_migrate.connect(protect_entries, sender=self)


def protect_entries(using: str = "default", **_signal) -> None:
    """Let the database refuse to change or remove an entry."""
    from portal.core import append_only

    for table in ("ledger_entry", "ledger_entryline"):
        append_only.protect(table, using)
