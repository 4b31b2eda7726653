"""Whatever is done to the contacts of a company, one of them is the favourite as long as there is any."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.contacts import actions as contacts
from crm.contacts.models import Contact
from portal.audit.transitions import Refused
from tests.factories.prospects import add_contact, prospect

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "add as favourite", "choose", "remove", "remove for"]), st.integers(0, 5)),
    max_size=15,
)


def favourites(client) -> tuple[int, int]:
    """Return how many contacts the file has, and how many of them are favourites."""
    rows = Contact.objects.filter(client=client)
    return rows.count(), rows.filter(is_favourite=True).count()


def do(step: str, number: int, client) -> None:
    by, rows = client.owner, list(Contact.objects.filter(client=client).order_by("pk"))
    if step.startswith("add"):
        add_contact(client, by=by, last_name=f"Roux {len(rows)}", is_favourite=step.endswith("favourite"))
    elif rows:
        picked, heir = rows[number % len(rows)], rows[(number + 1) % len(rows)]
        if step == "choose":
            contacts.make_favourite(contact=picked, by=by)
        else:
            contacts.remove(contact=picked, heir=heir if step.endswith("for") else None, by=by)


@settings(deadline=None, derandomize=True, database=None, max_examples=40)
@given(STEPS)
def test_any_sequence_leaves_exactly_one_favourite(steps):
    with transaction.atomic():
        client = prospect()
        for step, number in steps:
            try:
                with transaction.atomic():
                    do(step, number, client)
            except Refused:
                pass  # the favourite is not removed before another one is chosen
            total, chosen = favourites(client)
            assert chosen == min(total, 1)
        transaction.set_rollback(True)
