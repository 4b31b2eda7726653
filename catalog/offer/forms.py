"""Forms of the offer: partners, products with their conditions, contract offers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.offer.enums import Billing
from catalog.offer.models import ContractOffer, Partner, Product
from catalog.offer.sheets import CONTRACTS, PARTNERS, PRODUCTS
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.records.forms import RecordForm

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

    def conditions(self) -> list | None:
        """Return the articles of the conditions; None for sheets that have none."""
        return None


class PartnerForm(SheetForm):
    website = forms.URLField(label=_("Site web"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Partner
        fields = PARTNERS.fields

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
        help_text=_("Ce que le contrat promet : l’objet de la vente."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    net_price = EurosField(label=_("Prix HT"), max_digits=10, help_text=_("Par mois pour un produit mensuel."))

    class Meta:
        model = Product
        fields = PRODUCTS.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.in_use()
        self.fields["partner"].empty_label = _("Aucun")
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

    def conditions(self) -> list:
        pairs = (
            (self.cleaned_data[f"titre_{number}"], self.cleaned_data[f"texte_{number}"]) for number in range(self.count)
        )
        return [[title, text] for title, text in pairs if title or text]

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
            self.add_error("net_price", _("Le prix est supérieur à zéro."))
        return data


FORMS = {"partenaires": PartnerForm, "produits": ProductForm, "contrats": ContractOfferForm}
