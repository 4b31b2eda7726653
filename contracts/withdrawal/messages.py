"""Mails of a withdrawal: the link to its page, and its receipt."""

from django.utils import translation
from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from contracts.sales.statement import withdrawal_statement
from portal.core.values import dates
from portal.links import making as links
from portal.messaging.outbox import queue
from portal.messaging.states import Channel


def send_link(contract: Contract, *, link, token: str) -> None:
    """Send the link to the client's declaration, to the address of the contract alone."""
    queue(
        channel=Channel.EMAIL,
        to=contract.email,
        template="contracts/messages/withdrawal_link",
        context={"contract": contract, "url": links.url_for(token)},
        dedupe=f"contracts.withdrawal_link:{link.pk}",
        about=contract,
        sensitive=True,
        expires_at=link.expires_at,
    )


def send_receipt(contract: Contract, *, online: bool) -> None:
    """The receipt of a withdrawal on a durable medium: its content, date and hour (L221-21).

    One that came in writing has no hour: the day of sending alone counts.
    """
    with translation.override("fr"):  # the client's language, whoever records the letter
        statement = withdrawal_statement(contract)
        sent_at = (dates.at_time if online else dates.long_date)(contract.withdrawal_sent_at)
        facts = [*statement.facts, (_("Envoyée le"), sent_at)]
    queue(
        channel=Channel.EMAIL,
        to=contract.email,
        template="contracts/messages/withdrawn",
        context={
            "contract": contract,
            "online": online,
            "statement": statement,
            "facts": facts,
        },
        dedupe=f"contracts.withdrawn:{contract.pk}:{contract.version}",
        about=contract,
    )
