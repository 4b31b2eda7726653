from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from subscriptions.payments.models import PaymentMethod


class RenewalForm(forms.Form):
    """Which of one's kept cards is charged, and the consent: never ticked beforehand, not asked twice."""

    card = forms.ChoiceField(
        label=_("Carte"), widget=forms.RadioSelect, error_messages={"required": _("Choisissez une carte.")}
    )
    agreed = forms.BooleanField(
        label=_("J’accepte"), error_messages={"required": _("Cochez la case pour activer le renouvellement.")}
    )
    use_required_attribute = False

    def __init__(self, data=None, *, payer, is_on: bool):
        super().__init__(data)
        usable = PaymentMethod.objects.visible_to(payer).usable().filter(account=payer).order_by("-created_at", "-pk")
        self.cards = {str(card.pk): card for card in usable[:5]}
        self.fields["card"].choices = [(key, f"{card} · {card.expiry}") for key, card in self.cards.items()]
        self.initial["card"] = next(iter(self.cards), "")
        if is_on:
            del self.fields["agreed"]

    @property
    def chosen(self) -> PaymentMethod:
        return self.cards[self.cleaned_data["card"]]


class EndForm(forms.Form):
    """What the page showed: how much comes back and the last day. Where that changed meanwhile, it is shown again."""

    seen = forms.DecimalField(widget=forms.HiddenInput, max_digits=8, decimal_places=2, min_value=0)
    last_day = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def __init__(self, data=None, *, ending):
        self.shown = {"seen": str(ending.amount), "last_day": ending.last_day.isoformat()}
        self.ending = ending
        super().__init__(data, initial=self.shown)

    def clean(self):
        values = self.cleaned_data
        if (values.get("seen"), values.get("last_day")) != (self.ending.amount, self.ending.last_day):
            self.data = self.shown
            self.errors.clear()
            raise ValidationError(_("Le montant remboursé a changé : relisez-le avant de confirmer."))
        return values
