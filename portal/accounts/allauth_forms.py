"""allauth's forms in our words: labels people say, nothing hidden in placeholders."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from portal.core.values.emails import EmailFormField
from portal.core.values.pasted_number import number_in

EMAIL = _("Adresse e-mail")
PASSWORD = _("Mot de passe")
NEW_PASSWORD = _("Nouveau mot de passe")
AGAIN = _("Confirmez le nouveau mot de passe")
LONGEST_TEXT, LONGEST_PASSWORD = 200, 4096


def bound_texts(fields: dict[str, forms.Field]) -> None:
    """Give the library's texts the length of the columns they reach, and its addresses our reading of them."""
    for name, field in fields.items():
        if isinstance(field, forms.EmailField):
            fields[name] = EmailFormField(required=field.required, label=field.label, widget=field.widget)
        elif isinstance(field, forms.CharField) and field.max_length is None:
            longest = LONGEST_PASSWORD if isinstance(field.widget, forms.PasswordInput) else LONGEST_TEXT
            field.validators.append(MaxLengthValidator(longest))


class RefusesCalmly:
    """Says that a passkey was not recognised, whatever its JSON makes the library raise."""

    def _clean_fields(self):
        self._calmly(super()._clean_fields)

    def _clean_form(self):
        self._calmly(super()._clean_form)

    def _calmly(self, clean) -> None:
        try:
            clean()
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - a stranger's JSON: what the parsers raise on it has no end
            self.cleaned_data.pop("credential", None)
            self.add_error("credential", get_mfa_adapter().validation_error("incorrect_code"))


class InOurWords:
    """Renames fields and takes placeholders and ready-made help away."""

    labels: dict = {}
    helps: dict = {}
    widget_attrs: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bound_texts(self.fields)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.update(self.widget_attrs.get(name, {}))


class RefusesDifferentPasswords(InOurWords):
    """Says in our words that the two passwords differ."""

    def clean(self):
        cleaned = forms.Form.clean(self)
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Les deux mots de passe sont différents."))
        return cleaned


class Login(InOurWords, account_forms.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD, "remember": _("Rester connecté sur cet appareil")}
    widget_attrs = {"login": {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}}


class Reauthenticate(InOurWords, account_forms.ReauthenticateForm):
    labels = {"password": PASSWORD}
    widget_attrs = {"password": {"autofocus": True}}


class ChangePassword(RefusesDifferentPasswords, account_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Mot de passe actuel"), "password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPassword(InOurWords, account_forms.ResetPasswordForm):
    labels = {"email": EMAIL}

    def save(self, request, **kwargs) -> str:
        """A mail leaves for an unknown address too: same work, same answer. It offers no sign-up, as there is none."""
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordFromKey(RefusesDifferentPasswords, account_forms.ResetPasswordKeyForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}


CODE = {"inputmode": "numeric", "autocomplete": "one-time-code"}
CODE_AT_ONCE = CODE | {"autofocus": True}


class SpacesInCode:
    """A code copied with its spaces, or with the words around it, is the same code."""

    def clean_code(self):
        typed = self.cleaned_data["code"]
        self.cleaned_data["code"] = number_in(typed, digits=mfa_settings.TOTP_DIGITS) or "".join(typed.split())
        return super().clean_code()


class ServesOnce(SpacesInCode):
    """Refuses a code that was taken before, as long as the tolerance would take it again."""

    def clean_code(self):
        code = super().clean_code()
        lifetime = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"accounts.code.used?user={self.user.pk}&code={code}", "y", timeout=lifetime):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class Authenticate(ServesOnce, InOurWords, factor_forms.AuthenticateForm):
    labels = {"code": _("Code à 6 chiffres, ou code de secours")}
    widget_attrs = {"code": CODE_AT_ONCE}


class ReauthenticateWithCode(ServesOnce, InOurWords, factor_forms.ReauthenticateForm):
    labels = {"code": _("Code à 6 chiffres, ou code de secours")}
    widget_attrs = {"code": CODE_AT_ONCE}


class ActivateApplication(SpacesInCode, InOurWords, ActivateTOTPForm):
    labels = {"code": _("Code à 6 chiffres affiché par l’application")}
    widget_attrs = {"code": CODE}


class AddKey(RefusesCalmly, InOurWords, key_forms.AddWebAuthnForm):
    labels = {"name": _("Nom de la clé"), "passwordless": _("Me connecter avec cette clé seule, sans mot de passe")}
    helps = {
        "name": _("Exemples : « Téléphone », « Clé du bureau »."),
        "passwordless": _("L’appareil vérifie alors votre empreinte, votre visage ou un code PIN."),
    }


class RenameKey(InOurWords, key_forms.EditWebAuthnForm):
    labels = {"name": _("Nom de la clé")}


class LoginWithKey(RefusesCalmly, key_forms.LoginWebAuthnForm):
    pass


class AuthenticateWithKey(RefusesCalmly, key_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticateWithKey(RefusesCalmly, key_forms.ReauthenticateWebAuthnForm):
    pass
