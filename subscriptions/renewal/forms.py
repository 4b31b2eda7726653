from django import forms
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
