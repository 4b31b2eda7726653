"""What people type about a contact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.contacts.models import Contact
from portal.core.values.phone import PhoneField
from portal.records.forms import RecordForm


class ContactForm(RecordForm, forms.ModelForm):
    """Only the landline is required."""

    landline = PhoneField(label=_("Téléphone fixe"), error_messages={"required": _("Indiquez le numéro fixe.")})
    mobile = PhoneField(label=_("Mobile"), required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Nécessaire pour envoyer le lien d’inscription au favori.")
    )
    is_favourite = forms.BooleanField(label=_("Contact favori : il recevra le lien d’inscription."), required=False)

    class Meta:
        model = Contact
        fields = ("civility", "last_name", "first_name", "job", "landline", "mobile", "email", "is_favourite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_favourite:
            del self.fields["is_favourite"]

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class HeirForm(forms.Form):
    """Who becomes the favourite when the favourite is deleted."""

    heir = forms.ModelChoiceField(
        label=_("Nouveau contact favori"),
        queryset=Contact.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choisissez le nouveau contact favori.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = others
