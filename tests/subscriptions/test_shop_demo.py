"""The shop of the demonstration: orders in each state, nothing left for a worker, the same on a second run."""

import random

import pytest

from portal.demo.team import make_team
from portal.messaging.models import Message
from portal.messaging.states import WAITING
from subscriptions.models import Invoice, Order
from subscriptions.shop.demo import make_shop

pytestmark = pytest.mark.django_db


def test_demonstration_has_orders_in_each_state():
    team = make_team(random.Random(1))
    items, orders = make_shop(team)
    assert (items, orders) == (7, 9)
    states = set(Order.objects.values_list("status", flat=True))
    assert states == {"paid", "prepared", "shipped", "delivered", "cancelled", "returned"}
    assert Invoice.objects.count() == 11
    waiting = Message.objects.filter(state__in=WAITING)
    assert list(waiting.filter(template__startswith="subscriptions/shop").values_list("template", flat=True)) == []
    assert make_shop(team) == (0, 0)
