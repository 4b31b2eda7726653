"""Forms about oneself: settings, photo, the password of an invitation."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts import photos, stewards
from portal.accounts.models import User
from portal.core.values.phone import PhoneField

AUTO = "auto"
THEMES = [(AUTO, _("Comme mon appareil")), ("light", _("Clair")), ("dark", _("Sombre"))]


class SettingsForm(forms.ModelForm):
    """What people may change about themselves. Role, organisation and rights are the back-office's to give."""

    phone = PhoneField(
        label=_("Téléphone"), required=False, help_text=_("Visible par vos collègues. Exemple : 06 12 34 56 78.")
    )
    theme = forms.ChoiceField(label=_("Apparence"), choices=THEMES)
    photo_file = forms.FileField(
        label=_("Choisir une photo"),
        required=False,
        help_text=_("JPEG, PNG ou WebP, 5 Mo au plus. Elle est recadrée en carré."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "phone", "language"]
        labels = {"first_name": _("Prénom"), "last_name": _("Nom"), "language": _("Langue")}

    def clean_photo_file(self):
        """The photo ready to be stored, or None when none was chosen."""
        upload = self.cleaned_data["photo_file"]
        if not upload:
            return None
        try:
            return photos.prepared(upload)
        except photos.PhotoError as error:
            raise ValidationError(str(error), code="photo") from error


class ChoosePasswordForm(forms.Form):
    """The password of an invited account, typed twice."""

    password1 = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    password2 = forms.CharField(
        label=_("Confirmez le nouveau mot de passe"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Les deux mots de passe sont différents."))
        return cleaned


class OrganisationRule:
    """Mixin of forms that choose a role and an organisation: roles that need one are refused without."""

    def clean(self) -> dict:
        """Ask those who need one for an organisation; not people about themselves, who cannot change either."""
        values = super().clean()
        wanted = stewards.needs_organisation(values.get("role", ""))
        if "organisation" in values and wanted and not values["organisation"]:
            self.add_error(
                "organisation",
                ValidationError(_("L’organisation est obligatoire pour ce rôle."), code="required"),
            )
        return values


class AccountRules(OrganisationRule):
    """Checks of every form of the back-office about an account; mixed in before `ModelForm`."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Un compte existe déjà avec cette adresse."), code="taken")
        return email
