"""What the payer chooses on the page of the demonstration: a named card, never a number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subscriptions.payments.gateways.demo import CARDS
from subscriptions.payments.models import PaymentMethod

KEPT = "kept_"
NONE = "none"  # of the other cards


class DemoCardForm(forms.Form):
    card = forms.ChoiceField(label=_("Carte"), widget=forms.RadioSelect)
    keep = forms.BooleanField(
        label=_("Conserver cette carte"),
        required=False,
        help_text=_("Elle sera proposée pour vos prochains achats et vos renouvellements."),
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {
            f"{KEPT}{method.pk}": method
            for method in PaymentMethod.objects.visible_to(account)
            .usable()
            .filter(account=account, gateway="demo")
            .order_by("-created_at", "-pk")[:3]
        }
        kept = [(name, _("Ma carte %(card)s") % {"card": method}) for name, method in self.kept.items()]
        self.fields["card"].choices = [*kept, *((name, card.label) for name, card in CARDS.items())]
        self.fields["card"].initial = next(iter(self.kept), "visa")

    @property
    def details(self) -> dict[str, dict]:
        """What stands under each card."""
        kept = {name: {"hint": _("Expire %(month)s") % {"month": each.expiry}} for name, each in self.kept.items()}
        return kept | {name: {"hint": card.hint} for name, card in CARDS.items()}

    @property
    def chosen(self):
        """The demo card that was chosen, also through a kept one."""
        name = self.cleaned_data["card"]
        if method := self.kept.get(name):
            return CARDS[method.reference.removeprefix("demo_")]
        return CARDS[name]

    @property
    def keeps(self) -> bool:
        return self.cleaned_data["keep"] or self.cleaned_data["card"] in self.kept


class NewCardForm(forms.Form):
    """A card to keep, without a purchase."""

    card = forms.ChoiceField(
        label=_("Carte"), widget=forms.RadioSelect, choices=[(name, card.label) for name, card in CARDS.items()]
    )

    @property
    def details(self) -> dict[str, dict]:
        return {name: {"hint": card.setup_hint} for name, card in CARDS.items()}

    @property
    def chosen(self):
        return CARDS[self.cleaned_data["card"]]


class RemoveCardForm(forms.Form):
    """What becomes of the subscriptions that a card would have renewed: asked where another card could do it.

    `seen` is how many of them the page named: where it is another number now, they are read again first.
    """

    seen = forms.IntegerField(required=False)
    instead = forms.ChoiceField(
        label=_("Pour ces abonnements"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez ce que deviennent ces abonnements."),
            "invalid_choice": _("Cette carte n’est plus disponible : choisissez-en une autre."),
        },
    )

    def __init__(self, data=None, *, uses, others):
        super().__init__(data)
        self.uses = uses
        self.others = {str(method.pk): method for method in others}
        if not self.others:
            del self.fields["instead"]
            return
        choices = [(key, _("Renouveler avec %(card)s") % {"card": method}) for key, method in self.others.items()]
        self.fields["instead"].choices = [*choices, (NONE, _("Ne pas les renouveler"))]
        self.initial["instead"] = next(iter(self.others))

    def clean_instead(self) -> PaymentMethod | None:
        return self.others.get(self.cleaned_data["instead"])

    def clean(self):
        if (self.cleaned_data.pop("seen", None) or 0) != len(self.uses):
            raise forms.ValidationError(_("Ce que paie cette carte a changé : relisez la page avant de confirmer."))
        return self.cleaned_data
