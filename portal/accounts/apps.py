from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Comptes")

    def ready(self) -> None:
        from portal.accounts import actions, retention, sentences, views
        from portal.core import retention as kept
        from portal.links import purposes

        sentences.register()
        kept.register(*retention.RULES)
        purposes.register(
            purposes.Purpose(
                name=actions.INVITATION,
                title=_("Choisir votre mot de passe"),
                view=views.choose_password,
                renew=views.new_invitation,
            )
        )
