"""`Planifiée` and `Terminé` say what they mean now: dates to choose, a meeting that is fixed."""

import pytest
import time_machine

from portal.core.values import dates
from tests.contracts.desk import reader
from tests.factories.presales import tale_at

pytestmark = pytest.mark.django_db


def test_planned_request_says_that_dates_are_to_choose():
    request = tale_at("planned").fresh()
    assert request.status_label == "Planifiée · dates à choisir"
    assert "Planifiée · dates à choisir" in reader(request.requester).get("/avant-vente/").content.decode()


def test_done_request_says_when_the_meeting_is():
    request = tale_at("done").fresh()
    start = request.chosen.start
    day = dates.day_and_month(start)
    assert request.status_label == f"Terminé · rendez-vous le {day}"
    assert f"Terminé · rendez-vous le {day}" in reader(request.requester).get("/avant-vente/").content.decode()
    with time_machine.travel(start, tick=True):
        assert request.status_label == f"Terminé · rendez-vous du {day}"


def test_other_statuses_keep_their_word():
    assert tale_at("to_do").fresh().status_label == "A traiter"
