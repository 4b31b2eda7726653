"""What buyers and the back-office type."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values.euros import EurosField
from portal.core.values.siren import SirenField
from portal.documents.detection import JPEG, PNG, WEBP
from portal.documents.uploads import UploadField
from portal.records.forms import RecordForm
from subscriptions.invoices.parties import Party
from subscriptions.shop.addresses import Address
from subscriptions.shop.enums import Country, Zone
from subscriptions.shop.models import Item
from subscriptions.shop.queries import delivery_problem
from subscriptions.shop.rates import HEAVIEST, ShippingRate
from subscriptions.shop.rules import LONGEST_QUANTITY, MOST

PICTURES = (JPEG, PNG, WEBP)


class QuantityForm(forms.Form):
    """Return how many of an article; `least` is 0 where none takes it out of the cart."""

    quantity = forms.CharField(
        label=_("Quantité"),
        max_length=LONGEST_QUANTITY + 8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
        error_messages={"required": _("Indiquez la quantité.")},
    )

    def __init__(self, *args, least: int = 1, **kwargs):
        super().__init__(*args, **kwargs)
        self.least = least

    def clean_quantity(self) -> int:
        text = self.cleaned_data["quantity"].strip()
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(_("Indiquez un nombre entier, par exemple 2."))
        if not self.least <= int(text) <= MOST:
            words = {"least": self.least, "most": MOST}
            raise ValidationError(_("Indiquez une quantité de %(least)d à %(most)d."), params=words)
        return int(text)


class AddressForm(forms.Form):
    """One address; `ships` asks for one that a parcel of `weight` grams can go to."""

    name = forms.CharField(
        label=_("Nom ou société"), max_length=120, error_messages={"required": _("Indiquez le nom ou la société.")}
    )
    address = forms.CharField(
        label=_("Adresse"), max_length=200, error_messages={"required": _("Indiquez le numéro et la rue.")}
    )
    postal_code = forms.CharField(
        label=_("Code postal"), max_length=10, error_messages={"required": _("Indiquez le code postal.")}
    )
    city = forms.CharField(label=_("Ville"), max_length=80, error_messages={"required": _("Indiquez la ville.")})
    country = forms.ChoiceField(label=_("Pays"), choices=Country.choices, initial=Country.FRANCE)
    ships = False

    def __init__(self, *args, weight: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.weight = weight

    def clean_postal_code(self) -> str:
        return self.cleaned_data["postal_code"].replace(" ", "")

    def clean(self):
        cleaned = super().clean()
        if not self.ships or "country" not in cleaned or "postal_code" not in cleaned:
            return cleaned
        if problem := delivery_problem(cleaned["country"], cleaned["postal_code"], self.weight):
            self.add_error("postal_code", problem)
        return cleaned

    def party(self, email: str = "") -> Party:
        return Party(**{"email": email, **self.cleaned_data})


class BillingForm(AddressForm):
    siren = SirenField(
        label=_("SIREN"),
        required=False,
        help_text=_("Pour une entreprise : il figure sur la facture."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class DeliveryForm(AddressForm):
    ships = True


class BookForm(RecordForm, BillingForm, forms.ModelForm):
    """An address of the book; the default one for delivery must be one that parcels go to."""

    class Meta:
        model = Address
        fields = ("name", "siren", "address", "postal_code", "city", "country", "bills", "delivers")
        labels = {"bills": _("Adresse de facturation par défaut"), "delivers": _("Adresse de livraison par défaut")}

    def clean(self):
        self.ships = bool(self.cleaned_data.get("delivers"))
        return super().clean()


class CheckoutForm(forms.Form):
    """What stands beside both addresses: whether they are the same, whose they are, and the total that was read."""

    same = forms.BooleanField(label=_("Livrer à l’adresse de facturation"), required=False)
    client = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    seen = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2)
    key = forms.UUIDField(widget=forms.HiddenInput)
    find = forms.CharField(label=_("Chercher un client"), required=False, max_length=100)


class ShippingForm(forms.Form):
    carrier = forms.CharField(
        label=_("Transporteur"), max_length=60, error_messages={"required": _("Indiquez le transporteur.")}
    )
    tracking_number = forms.CharField(
        label=_("Numéro de suivi"), max_length=60, error_messages={"required": _("Indiquez le numéro de suivi.")}
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Indiquez le motif : il reste dans l’historique.")},
    )


class ItemForm(RecordForm, forms.ModelForm):
    price = EurosField(label=_("Prix HT"), max_digits=7)
    picture_file = UploadField(label=_("Photo"), required=False, help_text=_("JPEG, PNG ou WebP, 25 Mo au plus."))

    class Meta:
        model = Item
        fields = ("reference", "name", "description", "price", "vat_rate", "stock", "weight", "is_active")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def clean_price(self):
        price = self.cleaned_data["price"]
        if not price:
            raise ValidationError(_("Indiquez un prix supérieur à zéro."))
        return price

    def clean_weight(self):
        weight = self.cleaned_data["weight"]
        if not 0 < weight <= 1_000_000:
            raise ValidationError(_("Indiquez un poids de 1 à 1 000 000 g."))
        return weight

    def clean_stock(self):
        stock = self.cleaned_data["stock"]
        if stock > 1_000_000:
            raise ValidationError(_("Ce stock est trop grand."))
        return stock

    def clean_picture_file(self):
        upload = self.cleaned_data["picture_file"]
        if upload and upload.content_type not in PICTURES:
            raise ValidationError(_("Choisissez une image JPEG, PNG ou WebP."))
        return upload


class RateForm(RecordForm, forms.ModelForm):
    """A shipping rate; free carriage is a rate of 0 €."""

    price = EurosField(label=_("Prix HT"), max_digits=7, error_messages={"required": _("Indiquez le prix.")})
    up_to = forms.CharField(
        label=_("Poids maximal du colis (g)"),
        max_length=12,
        help_text=_("Par exemple 2000 pour 2 kg. Le tarif vaut à partir du poids du tarif précédent."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Indiquez le poids maximal.")},
    )

    class Meta:
        model = ShippingRate
        fields = ("zone", "up_to", "price")
        error_messages = {"zone": {"required": _("Choisissez la zone.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [("", _("Choisissez…")), *Zone.choices]

    def clean_up_to(self) -> int:
        text = "".join(self.cleaned_data["up_to"].split()).lower().removesuffix("g")
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(_("Indiquez un poids en grammes, par exemple 2000 pour 2 kg."))
        if not 0 < int(text) <= HEAVIEST:
            raise ValidationError(_("Indiquez un poids de 1 à 1 000 000 g."))
        return int(text)
