from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ISSUED = ("subscriptions_invoiceline", "subscriptions_invoicefile")


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = _("Abonnements et boutique")

    def ready(self) -> None:
        post_migrate.connect(protect_invoices, sender=self)


def protect_invoices(using: str = "default", **_signal) -> None:
    """Let the database refuse to change or remove what was issued."""
    from portal.core import append_only

    for table in ISSUED:
        append_only.protect(table, using)
