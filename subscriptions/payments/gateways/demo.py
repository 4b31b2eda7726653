"""The demonstration's processor: named cards that behave as real ones do. No money, no number, no network."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from subscriptions.payments.gateways.base import CardDetails, Kind, Outcome, RefundOutcome

AFTER_YEARS = 2  # when the cards that are in order expire


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
    is_old: bool = False


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
            is_old=True,
        ),
        DemoCard(
            "later",
            _("Visa •••• 0341"),
            _("Réussit aujourd’hui, refusée aux prélèvements suivants."),
            "Visa",
            "0341",
            later="card_declined",
        ),
    )
}
LATER = {
    "card_declined": _("La banque a refusé le prélèvement."),
    "authentication_required": _("La banque demande que le porteur confirme ce paiement."),
}
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

    def refund(self, refund) -> RefundOutcome:
        return RefundOutcome(done=True, reference=f"demo_refund_{refund.pk}")


def _reference(payment) -> str:
    return f"demo_{payment.pk.hex}"


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
    year = today.year - 1 if card.is_old else today.year + AFTER_YEARS
    return CardDetails(f"demo_{card.name}", card.brand, card.last4, today.month, year)
