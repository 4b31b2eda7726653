"""Forms of the offer: partners with logo and contacts, products with conditions and documents, contract offers."""

import io
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.library.models import Document
from catalog.offer.enums import Billing
from catalog.offer.models import ContractOffer, Partner, Product
from catalog.offer.sheets import CONTACTS, CONTRACTS, DOCUMENTS, PARTNERS, PRODUCTS
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.emails import EmailFormField
from portal.core.values.euros import EurosField
from portal.documents import pictures
from portal.documents.logos import LogoField, LogoForm
from portal.records.forms import RecordForm

MOST_CONTACTS = 10
LOGO_SIDE, LOGO_QUALITY = 512, 88
CONTACT_FIELDS = (
    ("nom", _("Nom"), partial(forms.CharField, max_length=120)),
    ("fonction", _("Fonction"), partial(forms.CharField, max_length=120)),
    ("email", _("E-mail"), EmailFormField),
    ("telephone", _("Téléphone"), partial(forms.CharField, max_length=20)),
)
ARTICLES = 12
BLANK_ARTICLES = 2
LONGEST_TEXT = 20_000


class SheetForm(RecordForm, forms.ModelForm):
    """Base of the three forms: the day from which the new version is in force."""

    on = DayField(label=_("En vigueur à partir du"), required=False, picker=True, help_text=_("Vide : aujourd’hui."))

    def clean_on(self):
        day = self.cleaned_data.get("on") or dates.today()
        if day < dates.today():
            raise forms.ValidationError(_("Cette date est passée : choisissez aujourd’hui ou plus tard."))
        return day

    def parts(self) -> dict[str, list]:
        """Return what a version holds besides columns, by the name of its part."""
        return {}


def _drawn(content: bytes) -> bytes:
    return pictures.as_jpeg(pictures.within(io.BytesIO(content), LOGO_SIDE), LOGO_QUALITY)


class PartnerForm(LogoForm, SheetForm):
    website = forms.URLField(label=_("Site web"), required=False, max_length=200, assume_scheme="https")

    upload = LogoField(
        draw=_drawn, help_text=_("JPEG, PNG ou WebP, 2 Mo au plus. Laissez vide pour garder le logo actuel.")
    )

    class Meta:
        model = Partner
        fields = tuple(name for name in PARTNERS.fields if name != "logo")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = CONTACTS.read(self.instance) if self.instance.pk else []
        posted = sum(f"contact_nom_{number}" in self.data for number in range(MOST_CONTACTS))
        self.count = min(MOST_CONTACTS, max(len(there) + 1, posted))
        for number in range(self.count):
            values = there[number] if number < len(there) else ("", "", "", "")
            for (name, label, field), value in zip(CONTACT_FIELDS, values, strict=True):
                self.fields[f"contact_{name}_{number}"] = field(label=label, required=False, initial=value)

    def contacts(self) -> list[list]:
        """Return the fields of each contact, for the page."""
        return [[self[f"contact_{name}_{number}"] for name, _l, _f in CONTACT_FIELDS] for number in range(self.count)]

    def parts(self) -> dict[str, list]:
        rows = [
            [self.cleaned_data[f"contact_{name}_{number}"] for name, _l, _f in CONTACT_FIELDS]
            for number in range(self.count)
        ]
        return {"contacts": [row for row in rows if any(row)]}

    def clean(self):
        data = super().clean()
        for number in range(self.count):
            others = any(data.get(f"contact_{name}_{number}") for name, _l, _f in CONTACT_FIELDS)
            if others and not data.get(f"contact_nom_{number}") and f"contact_nom_{number}" not in self.errors:
                self.add_error(f"contact_nom_{number}", _("Indiquez le nom de ce contact."))
        return data

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Partner.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Un partenaire porte déjà ce nom."))
        return name


class ContractOfferForm(SheetForm):
    class Meta:
        model = ContractOffer
        fields = CONTRACTS.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.in_use()


class ProductForm(SheetForm):
    description = forms.CharField(
        label=_("Description"),
        max_length=LONGEST_TEXT,
        help_text=_("L’objet du contrat, en une phrase."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    net_price = EurosField(label=_("Prix HT"), max_digits=10, help_text=_("Par mois pour un produit mensuel."))
    documents = forms.ModelMultipleChoiceField(
        label=_("Documents de la bibliothèque"),
        queryset=Document.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Affichés sur la fiche du catalogue."),
    )

    class Meta:
        model = Product
        fields = PRODUCTS.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.in_use()
        self.fields["partner"].empty_label = _("Aucun")
        offered = Document.objects.filter(withdrawn_at=None).order_by("title", "pk")
        self.fields["documents"].queryset = offered
        self.initial["documents"] = DOCUMENTS.read(self.instance) if self.instance.pk else []
        articles = [[each.title, each.text] for each in self.instance.conditions.all()] if self.instance.pk else []
        self.count = min(ARTICLES, max(len(articles) + BLANK_ARTICLES, self._posted()))
        for number in range(self.count):
            title, text = articles[number] if number < len(articles) else ("", "")
            self.fields[f"titre_{number}"] = forms.CharField(
                label=_("Titre de l’article %(number)s") % {"number": number + 1},
                max_length=120,
                required=False,
                initial=title,
            )
            self.fields[f"texte_{number}"] = forms.CharField(
                label=_("Texte de l’article %(number)s") % {"number": number + 1},
                required=False,
                max_length=LONGEST_TEXT,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _posted(self) -> int:
        return sum(f"titre_{number}" in self.data for number in range(ARTICLES))

    def articles(self) -> list[tuple]:
        return [(self[f"titre_{number}"], self[f"texte_{number}"]) for number in range(self.count)]

    def parts(self) -> dict[str, list]:
        pairs = (
            (self.cleaned_data[f"titre_{number}"], self.cleaned_data[f"texte_{number}"]) for number in range(self.count)
        )
        chosen = sorted(document.pk for document in self.cleaned_data["documents"])
        return {"conditions": [[title, text] for title, text in pairs if title or text], "documents": chosen}

    def clean(self):
        data = super().clean()
        monthly = data.get("billing") == Billing.MONTHLY
        if monthly and not data.get("duration_months"):
            self.add_error("duration_months", _("Indiquez la durée d’un produit mensuel."))
        if data.get("billing") == Billing.ONE_OFF:
            data["duration_months"] = None
        for number in range(self.count):
            if data.get(f"texte_{number}") and not data.get(f"titre_{number}"):
                self.add_error(f"titre_{number}", _("Donnez un titre à cet article."))
        if data.get("net_price") is not None and data["net_price"] <= 0:
            self.add_error("net_price", _("Le prix doit être supérieur à zéro."))
        return data


FORMS = {"partenaires": PartnerForm, "produits": ProductForm, "contrats": ContractOfferForm}
