"""What suppliers and buyers type about an invoice."""

from datetime import date
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.clients.models import Client
from crm.financing import rules
from crm.financing.einvoices import InvoiceField
from crm.financing.models import FactoredInvoice
from crm.suppliers.models import Supplier
from crm.suppliers.queries import bank_in_force, buyers_of
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.core.values.money import format_euros
from portal.records.forms import RecordForm

POSITIVE = gettext_lazy("Indiquez un montant supérieur à zéro.")


class FileForm(forms.Form):
    file = InvoiceField(
        label=gettext_lazy("Fichier de la facture"),
        help_text=gettext_lazy("PDF, Factur-X ou XML. Les données lues sont remplies pour vous."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.xml"}),
    )


class BuyerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Client) -> str:
        return obj.display_name


class InvoiceForm(RecordForm):
    """One invoice; `reading` is what its file says, which differences are told from."""

    buyer = BuyerField(label=gettext_lazy("Client"), queryset=Client.objects.none(), empty_label=None)
    number = forms.CharField(label=gettext_lazy("Numéro de facture"), max_length=60)
    issued_on = DayField(label=gettext_lazy("Date de facture"), picker=True)
    due_on = DayField(label=gettext_lazy("Échéance"), picker=True)
    amount = EurosField(label=gettext_lazy("Montant TTC restant dû"), max_digits=12)

    FIELDS = ("number", "issued_on", "due_on", "amount")

    def __init__(self, *args, supplier: Supplier, reading: dict, **kwargs):
        self.supplier, self.reading = supplier, reading
        kwargs["initial"] = _initial(reading)
        super().__init__(*args, **kwargs)
        self.fields["buyer"].queryset = buyers_of(supplier)
        if reading.get("buyer_siren"):
            self.initial["buyer"] = buyers_of(supplier).filter(siren=reading["buyer_siren"]).first()

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if not rules.number_key(number):
            raise ValidationError(_("Ce numéro ne contient ni chiffre ni lettre."))
        return number

    def clean_issued_on(self) -> date:
        day = self.cleaned_data["issued_on"]
        if day > dates.today():
            raise ValidationError(_("La date de facture est dans le futur."))
        return day

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < dates.today():
            raise ValidationError(_("Échéance dépassée. Une facture échue n’est plus financée."))
        if not rules.payment_days(dates.now(), day, settings.FACTORING_CUTOFF_HOUR):
            raise ValidationError(_("Échéance trop proche pour prévoir un paiement."))
        return day

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(POSITIVE)
        return amount

    def clean(self):
        values = super().clean()
        issued, due = values.get("issued_on"), values.get("due_on")
        if issued and due and due < issued:
            self.add_error("due_on", _("L’échéance doit suivre la date de facture."))
        if self.reading.get("is_credit"):
            self.add_error(
                None, _("Ce fichier est un avoir ou une facture de votre client. Il ne peut pas être financé.")
            )
        if self.reading.get("currency", "") not in ("", "EUR"):
            self.add_error(None, _("Cette facture n’est pas en euros : elle ne peut pas être financée."))
        return values

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FIELDS} | {"differences": self.differences()}

    def differences(self) -> list[dict]:
        """Return what was typed otherwise than the file says; `iban` is not for the buyer's eyes."""
        read, typed = _initial(self.reading), self.cleaned_data
        found = [
            {"field": name, "typed": _told(typed[name]), "read": _told(read[name])}
            for name in self.FIELDS
            if name in read and read[name] != typed[name]
        ]
        if self.reading.get("siren") and self.reading["siren"] != self.supplier.siren:
            found.append({"field": "siren", "typed": self.supplier.siren, "read": self.reading["siren"]})
        bank = bank_in_force(self.supplier)
        if self.reading.get("iban") and bank and self.reading["iban"] != bank.iban:
            found.append({"field": "iban", "typed": bank.iban, "read": self.reading["iban"]})
        return found


def _initial(reading: dict) -> dict:
    """Return the values of a file that were found, as the form has them."""
    found = {"number": reading.get("number") or None}
    for name in ("issued_on", "due_on"):
        found[name] = date.fromisoformat(reading[name]) if reading.get(name) else None
    found["amount"] = Decimal(reading["amount"]) if reading.get("amount") else None
    return {name: value for name, value in found.items() if value is not None}


def _told(value) -> str:
    if isinstance(value, Decimal):
        return format_euros(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Visible par l’acheteur et le fournisseur."),
    )


class DateForm(forms.Form):
    """The day on which a supplier wants to be paid."""

    payment_on = DayField(label=gettext_lazy("Date de paiement"), picker=True)

    def __init__(self, *args, days: list[date], **kwargs):
        super().__init__(*args, **kwargs)
        self.days = days
        if days:
            self.fields["payment_on"].widget.attrs |= {"min": days[0].isoformat(), "max": days[-1].isoformat()}

    def clean_payment_on(self) -> date:
        day = self.cleaned_data["payment_on"]
        if day in self.days:
            return day
        if self.days and self.days[0] <= day <= self.days[-1]:
            raise ValidationError(_("Jour non ouvré. Choisissez un jour ouvré."))
        first, last = (dates.long_date(each) for each in (self.days[0], self.days[-1])) if self.days else ("", "")
        words = {"first": first, "last": last}
        raise ValidationError(_("Choisissez un jour ouvré entre le %(first)s et le %(last)s.") % words)


class CreditForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Numéro de l’avoir"), max_length=60)
    amount = EurosField(label=gettext_lazy("Montant TTC de l’avoir"), max_digits=12)

    def __init__(self, *args, invoice: FactoredInvoice, **kwargs):
        super().__init__(*args, **kwargs)
        self.invoice = invoice

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if not rules.number_key(number):
            raise ValidationError(_("Ce numéro ne contient ni chiffre ni lettre."))
        return number

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(POSITIVE)
        return amount
