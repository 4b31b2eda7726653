"""Where allauth asks the portal: our words, our addresses, our keys."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.shell import is_client
from portal.accounts import known_devices, second_factor
from portal.accounts.models import User
from portal.core.plumbing import crypto
from portal.core.values import dates
from portal.core.values.local_path import is_local

SAME_ANSWER = _("Adresse e-mail ou mot de passe incorrect.")
SLOW_DOWN = _(
    "Trop d’essais en peu de temps. Attendez quelques minutes, ou connectez-vous avec une clé d’accès "
    "ou depuis un appareil déjà utilisé."
)
WRONG_CODE = _("Code incorrect. Saisissez le code affiché par votre application.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the back-office: nobody signs up alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Ce compte est désactivé. Adressez-vous à votre responsable."),
        "email_password_mismatch": SAME_ANSWER,
        "invalid_login": SAME_ANSWER,
        "enter_current_password": _("Mot de passe actuel incorrect."),
        "incorrect_password": _("Mot de passe incorrect."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("Ce lien ne fonctionne plus. Demandez-en un nouveau."),
        "too_many_login_attempts": SLOW_DOWN,
        "rate_limited": SLOW_DOWN,
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Follow a `next` to pages of the portal only."""
        return bool(url) and is_local(url)

    def get_login_redirect_url(self, request) -> str:
        """Lead those who work here and have a space of their own there, everybody else home."""
        if request.user.has_right(Permission.SPACE_OWN) and not is_client(request.user):
            return reverse("subscriptions:space")
        return super().get_login_redirect_url(request)

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The reset link, under the portal's own address whatever host the request named."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.PUBLIC_BASE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Render in the language of the one who reads, without anything the request's host could forge."""
        reader = context.get("user")
        words = {
            "email": email,
            "portal_name": settings.PORTAL_NAME,
            "support_email": settings.SUPPORT_EMAIL,
            "base_url": settings.PUBLIC_BASE_URL,
            "login_url": settings.PUBLIC_BASE_URL + reverse("account_login"),
            "security_url": settings.PUBLIC_BASE_URL + reverse("mfa_index"),
        }
        with translation.override(getattr(reader, "language", settings.LANGUAGE_CODE)):
            self.render_mail(template_prefix, email, context | words).send()

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Tell the owner that something about how they log in has changed."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email or user.email)

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """Wrong passwords are counted per address, and apart for each device its owner logged in from before."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        owner = User.objects.filter(email=credentials.get("email", "").strip().lower()).only("pk").first()
        device = known_devices.device_of(request, owner)
        return f"{key}:{device}" if device else key

    def post_login(self, request, user, **arguments):
        response = super().post_login(request, user, **arguments)
        known_devices.remember(request, response, user)
        return response

    def set_password(self, user, password: str) -> None:
        """Choosing a password is what activates an invited account, whichever page it was chosen on."""
        user.activated_at = user.activated_at or dates.now()
        super().set_password(user, password)

    def get_reauthentication_methods(self, user) -> list[dict]:
        names = {
            "reauthenticate": _("Avec votre mot de passe"),
            "mfa_reauthenticate": _("Avec un code de votre application"),
            "mfa_reauthenticate:webauthn": _("Avec une clé d’accès"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": names.get(method["id"], method["description"])} for method in methods]


class MFAAdapter(DefaultMFAAdapter):
    """The second factor; its secrets are encrypted with a key the database does not hold."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Votre rôle demande un second facteur : ajoutez-en un autre avant de retirer celui-ci."
        ),
        "cannot_generate_recovery_codes": _("Activez d’abord un second facteur : les codes de secours le remplacent."),
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator) -> bool:
        """Who must have a second factor keeps at least one."""
        if not second_factor.is_required_of(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=second_factor.TYPES)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        if not count:
            return str(_("Ma clé d’accès"))
        return str(_("Clé d’accès n° %(number)s")) % {"number": count + 1}

    def _get_site_name(self) -> str:
        return settings.PORTAL_NAME
