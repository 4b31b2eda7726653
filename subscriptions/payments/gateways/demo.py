"""The demonstration's processor: named cards that behave as real ones do. No money, no number, no network."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from subscriptions.payments.gateways.base import CardDetails, Kind, Outcome, RefundOutcome

IN_ORDER, OLD, SOON = 24, -12, 1  # months until a card expires

ACCEPTED = _("La banque accepte la carte.")


@dataclass(frozen=True)
class DemoCard:
    """One card of the demonstration: what it does with its holder present, and without (`later`)."""

    name: str
    label: str
    hint: str
    brand: str
    last4: str
    code: str = ""
    sentence: str = ""
    asks_bank: bool = False
    later: str = ""
    expires_in: int = IN_ORDER

    @property
    def setup_hint(self) -> str:
        """What the card does where nothing is paid."""
        return self.hint if self.code or self.asks_bank or self.later or self.expires_in != IN_ORDER else ACCEPTED


CARDS = {
    card.name: card
    for card in (
        DemoCard("visa", _("Visa •••• 4242"), _("Le paiement réussit."), "Visa", "4242"),
        DemoCard("mastercard", _("Mastercard •••• 4444"), _("Le paiement réussit."), "Mastercard", "4444"),
        DemoCard(
            "secure",
            _("Visa •••• 3155"),
            _("La banque demande une confirmation (3-D Secure)."),
            "Visa",
            "3155",
            asks_bank=True,
            later="authentication_required",
        ),
        DemoCard(
            "declined",
            _("Visa •••• 0002"),
            _("La banque refuse."),
            "Visa",
            "0002",
            code="card_declined",
            sentence=_("Votre banque a refusé le paiement. Utilisez une autre carte ou appelez votre banque."),
        ),
        DemoCard(
            "insufficient",
            _("Visa •••• 9995"),
            _("Le solde du compte est insuffisant."),
            "Visa",
            "9995",
            code="insufficient_funds",
            sentence=_("Le solde du compte est insuffisant. Utilisez une autre carte."),
        ),
        DemoCard(
            "expired",
            _("Visa •••• 0069"),
            _("La carte est expirée."),
            "Visa",
            "0069",
            code="expired_card",
            sentence=_("Cette carte est expirée. Utilisez une autre carte."),
            expires_in=OLD,
        ),
        DemoCard(
            "later",
            _("Visa •••• 0341"),
            _("Réussit aujourd’hui, refusée aux prélèvements suivants."),
            "Visa",
            "0341",
            later="card_declined",
        ),
        DemoCard(
            "soon", _("Visa •••• 7726"), _("Réussit, mais expire le mois prochain."), "Visa", "7726", expires_in=SOON
        ),
    )
}
LATER = {
    "card_declined": _("La banque a refusé le prélèvement."),
    "authentication_required": _("La banque demande que le porteur confirme ce paiement."),
}
# Where a card is refused and no payment was asked.
REFUSED_SETUP = {
    "card_declined": _("Votre banque a refusé cette carte. Utilisez-en une autre ou appelez votre banque.")
}
UNCONFIRMED = _("Vous n’avez pas confirmé la carte auprès de votre banque. Elle n’est pas enregistrée.")
ABANDONED = _("Vous n’avez pas confirmé le paiement auprès de votre banque. Rien n’a été débité.")


class DemoGateway:
    name = "demo"
    is_local = True

    def present(self, payment, card: DemoCard, *, keep: bool) -> Outcome:
        """Charge a card that its holder chose on the page of the demonstration."""
        if card.code:
            return Outcome(Kind.FAILED, _reference(payment), card.code, str(card.sentence))
        if card.asks_bank:
            return Outcome(Kind.AUTHENTICATE, _reference(payment))
        return _paid(payment, card, keep=keep)

    def confirm(self, payment, *, accepted: bool, keep: bool) -> Outcome:
        """Take the answer of the card's holder to their bank."""
        if not accepted:
            return Outcome(Kind.FAILED, _reference(payment), "authentication_failed", str(ABANDONED))
        return _paid(payment, CARDS["secure"], keep=keep)

    def charge(self, payment, method) -> Outcome:
        card = CARDS.get(method.reference.removeprefix("demo_"), CARDS["visa"])
        code = card.code or card.later
        if code:
            sentence = card.sentence or LATER[code]
            return Outcome(Kind.FAILED, _reference(payment), code, str(sentence))
        return _paid(payment, card, keep=False)

    def look(self, payment) -> Outcome:
        return Outcome(Kind.WAITING)

    def cancel(self, payment) -> Outcome:
        return Outcome(Kind.CANCELLED, payment.processor_reference)

    def refund(self, refund) -> RefundOutcome:
        return RefundOutcome(done=True, reference=f"demo_refund_{refund.pk}")

    def set_up(self, setup) -> tuple[str, str]:
        return _reference(setup), ""

    def present_setup(self, setup, card: DemoCard) -> Outcome:
        """Keep a card that its holder chose on the page of the demonstration."""
        if card.code:
            sentence = REFUSED_SETUP.get(card.code, card.sentence)
            return Outcome(Kind.FAILED, _reference(setup), card.code, str(sentence))
        if card.asks_bank:
            return Outcome(Kind.AUTHENTICATE, _reference(setup))
        return Outcome(Kind.KEPT, _reference(setup), card=details_of(card))

    def confirm_setup(self, setup, *, accepted: bool) -> Outcome:
        """Take the answer of the card's holder to their bank."""
        if not accepted:
            return Outcome(Kind.FAILED, _reference(setup), "authentication_failed", str(UNCONFIRMED))
        return Outcome(Kind.KEPT, _reference(setup), card=details_of(CARDS["secure"]))

    def look_up_setup(self, reference: str) -> Outcome:
        return Outcome(Kind.WAITING, reference)

    def cancel_setup(self, reference: str) -> Outcome:
        return Outcome(Kind.CANCELLED, reference)

    def detach(self, method) -> bool:
        return True


def _reference(asked) -> str:
    return f"demo_{asked.pk.hex}"


def _paid(payment, card: DemoCard, *, keep: bool) -> Outcome:
    return Outcome(
        Kind.PAID,
        _reference(payment),
        amount=payment.amount,
        currency=payment.currency,
        card=details_of(card),
        keep_card=keep,
    )


def details_of(card: DemoCard) -> CardDetails:
    """Return what people see of a demo card."""
    today = dates.today()
    years, month = divmod(today.month - 1 + card.expires_in, 12)
    return CardDetails(f"demo_{card.name}", card.brand, card.last4, month + 1, today.year + years)
