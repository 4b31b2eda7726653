from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = _("Contrats")

    def ready(self) -> None:
        from contracts.evidence import registration as evidence
        from contracts.pages import registration as sales
        from contracts.withdrawal import registration as withdrawal

        sales.register_all()
        evidence.register_all()
        withdrawal.register_all()
