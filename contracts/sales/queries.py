"""Queries of contracts; every queryset starts from `visible_to`."""

from django.db.models import Q

from contracts.sales.enums import MISSED_CALLS, Status
from contracts.sales.indexes import FOR_A_WORKER
from contracts.sales.models import Call, Contract
from crm.models import Client
from portal.core.columns import narrowed
from portal.core.page_queries import page_rows
from portal.core.values import dates
from portal.messaging.outbox import messages_on
from portal.messaging.states import Channel

SAME_MOBILE_REVIEW = 3
RECENT_CONTRACTS = 30
CALL_FIELDS = ("contract", "at", "outcome", "note", "by__first_name", "by__last_name")
MESSAGE_FIELDS = (
    *("channel", "sensitive", "subject", "recipient", "created_at", "sent_at", "delivered_at"),
    *("state", "error_sentence"),
)
QUEUE_FIELDS = (
    *("number", "status", "kind", "last_name", "first_name", "company_name", "erased_at", "phone"),
    *("signed_at", "product__name", "product_snapshot", "owner__first_name", "owner__last_name", "agency__name"),
)


def contracts_of(user):
    """Return the contracts of a reader's lists, with what a card shows."""
    return Contract.objects.visible_to(user).select_related("product")


def with_sellers(contracts):
    """Return the same contracts, with the names of their seller and agency."""
    return contracts.select_related("owner", "agency")


def waiting_for_back_office(user):
    """The queue: signed contracts not yet confirmed, oldest signature first."""
    waiting = Contract.objects.visible_to(user).filter(status=Status.AWAITING_BACK_OFFICE)
    return narrowed(waiting, QUEUE_FIELDS).order_by("signed_at", "pk")


@page_rows
def calls_of(contract_id):
    """The call log of a contract, newest first."""
    return narrowed(Call.objects.filter(contract_id=contract_id), CALL_FIELDS).order_by("-at", "-pk")


@page_rows
def calls_of_several(contract_ids):
    """Return the call logs of contracts, each newest first."""
    return narrowed(Call.objects.filter(contract_id__in=contract_ids), CALL_FIELDS).order_by("-at", "-pk")


def messages_to_client(contract) -> list:
    """Return what was sent to a contract's client, newest first: every SMS, and mails to their address."""
    return _messages_to_client(str(contract.pk), contract.email)


@page_rows
def _messages_to_client(about_id, email):
    to_client = Q(channel=Channel.SMS) | Q(channel=Channel.EMAIL, recipient=email)
    about = messages_on(Contract._meta.label_lower, about_id)
    return narrowed(about.filter(to_client), MESSAGE_FIELDS)


def missed_days(calls) -> set:
    """The days in Paris on which a call found nobody."""
    return {call.at.astimezone(dates.PARIS).date() for call in calls if call.outcome in MISSED_CALLS}


def clients_with_mobile(phone: str) -> int:
    """Return how many clients share a mobile: above `SAME_MOBILE_REVIEW` it must be checked."""
    return Client.objects.filter(phone=phone).count() if phone else 0


def waiting_for_client(user):
    """Return contracts whose client has the code and has not signed yet, oldest first."""
    return contracts_of(user).filter(status=Status.AWAITING_CLIENT).order_by("status_changed_at", "pk")


def drafts_of(user):
    return contracts_of(user).filter(status=Status.DRAFT, owner=user).order_by("-created_at", "-pk")


def recent_products(seller) -> list[int]:
    """Return the keys of the products in the seller's latest contracts, the latest first."""
    latest = Contract.objects.filter(owner=seller, product__isnull=False).order_by("-created_at", "-pk")
    return list(dict.fromkeys(latest.values_list("product_id", flat=True)[:RECENT_CONTRACTS]))


def needing_a_worker(now):
    """Return contracts whose document is to be frozen or sealed and that no worker holds."""
    free = Q(work_lease__isnull=True) | Q(work_lease__lt=now)
    return Contract.objects.filter(FOR_A_WORKER).filter(free).order_by("status_changed_at", "pk")
