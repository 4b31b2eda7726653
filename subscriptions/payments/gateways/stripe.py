"""Stripe: the only module that knows its SDK, which is imported on first use.

PaymentIntents alone: periods and retries are the portal's own. Every call that charges or gives back bears an
idempotency key made from ours, so that a call whose answer was lost can be made again.
"""

import json
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.plumbing.unavailable import Unavailable
from subscriptions.payments.gateways.base import CardDetails, Kind, Outcome, RefundOutcome

TOLERANCE = 300  # seconds: an event that is older is refused
# Decline codes (https://docs.stripe.com/declines/codes) that tell the payer something, as French sentences.
SENTENCES = {
    "expired_card": _("Cette carte est expirée. Utilisez une autre carte."),
    "insufficient_funds": _("Le solde du compte est insuffisant. Utilisez une autre carte."),
    "incorrect_cvc": _("Le code de sécurité de la carte n’est pas le bon."),
    "incorrect_number": _("Le numéro de la carte n’est pas le bon."),
    "lost_card": _("Votre banque a refusé le paiement. Appelez-la."),
    "stolen_card": _("Votre banque a refusé le paiement. Appelez-la."),
    "authentication_required": _("La banque demande que le porteur confirme ce paiement."),
    "payment_intent_authentication_failure": _(
        "Vous n’avez pas confirmé le paiement auprès de votre banque. Rien n’a été débité."
    ),
    "setup_intent_authentication_failure": _(
        "Vous n’avez pas confirmé la carte auprès de votre banque. Elle n’est pas enregistrée."
    ),
}
REFUSED_SETUP = _("Votre banque a refusé cette carte. Utilisez-en une autre ou appelez votre banque.")
REFUSED = _("Votre banque a refusé le paiement. Utilisez une autre carte ou appelez votre banque.")
AWAY = _("Le prestataire de paiement ne répond pas. Réessayez dans quelques minutes : rien n’est débité deux fois.")
AWAY_SETUP = _("Le prestataire de paiement ne répond pas. Réessayez dans quelques minutes.")
WAITING = ("requires_payment_method", "requires_confirmation", "requires_capture")
# Of a dispute: an inquiry (`warning_…`) takes no money.
DISPUTES = {
    "needs_response": Kind.DISPUTED,
    "under_review": Kind.DISPUTED,
    "won": Kind.DISPUTE_WON,
    "lost": Kind.DISPUTE_LOST,
}


class StripeGateway:
    name = "stripe"
    is_local = False

    def start(self, payment) -> tuple[str, str]:
        """Prepare the payment for a card given on Stripe's own form; returns its name and the secret of that form.

        One that was begun, or that a kept card was refused for, goes on: two could both be paid. Raises `Unavailable`.
        """
        import stripe

        values, client = _asked(payment), _client()
        try:
            if payment.processor_reference:
                intent = client.v1.payment_intents.retrieve(payment.processor_reference)
                return intent.id, intent.client_secret
            if payment.keep:
                values |= {"customer": _customer(client, payment.payer), "setup_future_usage": "off_session"}
            intent = client.v1.payment_intents.create(values, {"idempotency_key": f"start:{payment.key}"})
        except stripe.StripeError as error:
            raise Unavailable(str(AWAY)) from error
        return intent.id, intent.client_secret

    def charge(self, payment, method) -> Outcome:
        values = _asked(payment) | {
            "payment_method": method.reference,
            "customer": method.customer,
            "off_session": True,
            "confirm": True,
        }
        outcome = _outcome(
            lambda: _client().v1.payment_intents.create(values, {"idempotency_key": f"charge:{payment.key}"}),
            is_charge=True,
        )
        if outcome.kind is Kind.AUTHENTICATE:  # the holder is not there to do so: they are told
            return _failed(outcome.reference, "authentication_required")
        return outcome

    def cancel(self, payment) -> Outcome:
        import stripe

        reference = payment.processor_reference
        try:
            _client().v1.payment_intents.cancel(reference)
        except stripe.InvalidRequestError as error:  # it is paid, being paid, ended already, or unknown there
            if error.code == "resource_missing":
                return Outcome(Kind.CANCELLED, reference)
            found = self.look_up(reference)
            return Outcome(Kind.CANCELLED, reference) if found.kind is Kind.FAILED else found
        except stripe.StripeError as error:
            return Outcome(Kind.UNKNOWN, code=type(error).__name__)
        return Outcome(Kind.CANCELLED, reference)

    def look(self, payment) -> Outcome:
        if not payment.processor_reference:
            return Outcome(Kind.WAITING)
        return self.look_up(payment.processor_reference)

    def look_up(self, reference: str) -> Outcome:
        """Read a PaymentIntent anew: what an event says is a hint, this is the truth."""
        expand = {"expand": ["payment_method"]}
        return _outcome(lambda: _client().v1.payment_intents.retrieve(reference, expand))

    def look_up_dispute(self, reference: str) -> tuple[str, Outcome]:
        """Read a dispute anew; returns the PaymentIntent that it is about, and where it stands."""
        import stripe

        try:
            dispute = _client().v1.disputes.retrieve(reference)
        except stripe.StripeError as error:
            return "", Outcome(Kind.UNKNOWN, code=type(error).__name__)
        kind = DISPUTES.get(dispute.status, Kind.WAITING)
        return dispute.payment_intent or "", Outcome(kind, dispute.payment_intent or "")

    def refund(self, refund) -> RefundOutcome:
        """Give money back, or read how a refund stands that was begun: a key is forgotten after a day."""
        import stripe

        values = {"payment_intent": refund.payment.processor_reference, "amount": _cents(refund.amount)}
        try:
            if refund.processor_reference:
                made = _client().v1.refunds.retrieve(refund.processor_reference)
            else:
                made = _client().v1.refunds.create(values, {"idempotency_key": f"refund:{refund.key}"})
        except stripe.InvalidRequestError as error:
            return RefundOutcome(failed=True, sentence=str(error.user_message or REFUSED))
        except stripe.StripeError:
            return RefundOutcome()
        return RefundOutcome(
            done=made.status == "succeeded", failed=made.status in ("failed", "canceled"), reference=made.id
        )

    def set_up(self, setup) -> tuple[str, str]:
        """Prepare a SetupIntent for a card given on Stripe's own form, or read the one that was prepared."""
        import stripe

        client = _client()
        try:
            if setup.reference:
                intent = client.v1.setup_intents.retrieve(setup.reference)
            else:
                values = {
                    "customer": _customer(client, setup.account),
                    "usage": "off_session",
                    "payment_method_types": ["card"],
                    "metadata": {"setup": str(setup.pk)},
                }
                intent = client.v1.setup_intents.create(values, {"idempotency_key": f"setup:{setup.pk}"})
        except stripe.StripeError as error:
            raise Unavailable(str(AWAY_SETUP)) from error
        return intent.id, intent.client_secret

    def look_up_setup(self, reference: str) -> Outcome:
        """Read a SetupIntent anew."""
        expand = {"expand": ["payment_method"]}
        return _outcome(lambda: _client().v1.setup_intents.retrieve(reference, expand), _read_setup)

    def cancel_setup(self, reference: str) -> Outcome:
        import stripe

        try:
            return _read_setup(_client().v1.setup_intents.cancel(reference))
        except stripe.InvalidRequestError as error:  # it succeeded, or is unknown there
            unknown = error.code == "resource_missing"
            return Outcome(Kind.CANCELLED, reference) if unknown else self.look_up_setup(reference)
        except stripe.StripeError as error:
            return Outcome(Kind.UNKNOWN, code=type(error).__name__)

    def detach(self, method) -> bool:
        import stripe

        try:
            _client().v1.payment_methods.detach(method.reference)
        except stripe.InvalidRequestError:  # it is attached no more
            return True
        except stripe.StripeError:
            return False
        return True


class Forged(Exception):
    """An event that Stripe did not sign, or signed too long ago."""


def verified(body: bytes, signature: str) -> dict:
    """Return the event in `body` as it was sent: the SDK's own reading of it holds values that JSON does not know.

    Raises `Forged`.
    """
    import stripe

    try:
        text = body.decode()
        stripe.WebhookSignature.verify_header(text, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE)
        event = json.loads(text)
    except (ValueError, stripe.SignatureVerificationError) as error:
        raise Forged from error
    return event if isinstance(event, dict) else {}


def _client():
    import stripe

    base = {"base_addresses": {"api": settings.STRIPE_API_BASE}} if settings.STRIPE_API_BASE else {}
    http = stripe.RequestsClient(timeout=settings.STRIPE_SECONDS)
    return stripe.StripeClient(settings.STRIPE_SECRET_KEY, http_client=http, max_network_retries=0, **base)


def _asked(payment) -> dict:
    return {
        "amount": _cents(payment.amount),
        "currency": payment.currency.lower(),
        "payment_method_types": ["card"],
        "metadata": {"payment": str(payment.pk)},
    }


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _customer(client, account) -> str:
    """Return the name of a person at Stripe: the one that their cards have, or a new one."""
    known = account.payment_methods.filter(gateway=StripeGateway.name).exclude(customer="").order_by("-pk").first()
    if known:
        return known.customer
    values = {"email": account.email, "metadata": {"account": str(account.pk)}}
    return client.v1.customers.create(values, {"idempotency_key": f"customer:{account.pk}"}).id


def _outcome(question, read=None, *, is_charge: bool = False) -> Outcome:
    """Put a question to Stripe and tell a refusal from a silence: after a silence nobody knows, and it is looked up.

    A charge that Stripe calls invalid (its card is detached, say) is refused: asked again it would be so again.
    """
    import stripe

    try:
        return (read or _read)(question())
    except stripe.CardError as error:
        code = getattr(error.error, "decline_code", None) or error.code or "declined"
        intent = getattr(error.error, "payment_intent", None)
        return _failed(intent.id if intent else "", code)
    except stripe.StripeError as error:
        if is_charge and isinstance(error, stripe.InvalidRequestError):
            return _failed("", error.code or "invalid_request")
        return Outcome(Kind.UNKNOWN, code=type(error).__name__, sentence=str(AWAY))


def _failed(reference: str, code: str, otherwise=REFUSED) -> Outcome:
    return Outcome(Kind.FAILED, reference, code, str(SENTENCES.get(code, otherwise)))


def _read(intent) -> Outcome:
    if intent.status == "succeeded":
        received = getattr(intent, "amount_received", None)
        amount = Decimal(intent.amount if received is None else received) / 100
        return Outcome(Kind.PAID, intent.id, amount=amount, currency=intent.currency.upper(), card=_card(intent))
    if intent.status == "requires_action":
        return Outcome(Kind.AUTHENTICATE, intent.id)
    error = getattr(intent, "last_payment_error", None)
    if intent.status == "canceled" or (intent.status == "requires_payment_method" and error):
        code = (getattr(error, "decline_code", None) or getattr(error, "code", None)) if error else "canceled"
        return _failed(intent.id, code or "declined")
    return Outcome(Kind.WAITING, intent.id)


def _read_setup(intent) -> Outcome:
    if intent.status == "succeeded" and (card := _card(intent)):
        return Outcome(Kind.KEPT, intent.id, card=card)
    if intent.status == "canceled":
        return Outcome(Kind.CANCELLED, intent.id)
    if intent.status == "requires_action":
        return Outcome(Kind.AUTHENTICATE, intent.id)
    error = getattr(intent, "last_setup_error", None)
    if intent.status == "requires_payment_method" and error:
        code = getattr(error, "decline_code", None) or getattr(error, "code", None) or "declined"
        return _failed(intent.id, code, REFUSED_SETUP)
    return Outcome(Kind.WAITING, intent.id)


def _card(intent) -> CardDetails | None:
    method, customer = intent.payment_method, getattr(intent, "customer", None) or ""
    card = getattr(method, "card", None)
    if card is None:
        return None
    brand = str(card.brand).capitalize()
    return CardDetails(method.id, brand, card.last4, card.exp_month, card.exp_year, customer)
