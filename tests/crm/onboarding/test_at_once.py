"""Several devices of one client at the same moment: nothing twice, nothing lost."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from PIL import Image

from crm.models import Onboarding, Page, Piece
from crm.onboarding.actions import answers
from crm.onboarding.enums import Status
from crm.onboarding.uploads import scan_of
from portal.audit.models import Event
from portal.audit.transitions import Refused
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.onboarding import filled, invited

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DEVICES = 8


def scan(number: int):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (number * 20, 90, 90)).save(out, "JPEG")
    return scan_of(out.getvalue(), f"page{number}.jpg")


def at_once(act) -> list:
    def run(number: int):
        try:
            return act(number)
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(DEVICES) as pool:
        return list(pool.map(run, range(DEVICES)))


def a_piece() -> Piece:
    onboarding = invited()
    return Piece.objects.select_related("onboarding__client").filter(onboarding=onboarding).first()


def test_one_page_from_eight_devices_is_one_page():
    piece = a_piece()
    at_once(lambda _number: answers.add_pages(piece=piece, scans=[scan(1)]))
    assert Page.objects.count() == 1
    assert StoredFile.objects.filter(kind="onboarding").count() == 1


def test_different_pages_from_eight_devices_are_all_kept():
    piece = a_piece()
    assert at_once(lambda number: answers.add_pages(piece=piece, scans=[scan(number)])) == [1] * DEVICES
    assert Page.objects.count() == DEVICES


def test_it_is_sent_once():
    office = UserFactory(back_office=True)
    onboarding = invited()
    filled(onboarding)
    told = at_once(lambda _number: answers.submit(onboarding=Onboarding.objects.select_related("client").get()))
    assert sum(isinstance(each, Onboarding) for each in told) == 1
    assert Onboarding.objects.get().status == Status.TO_CHECK
    assert Event.objects.filter(verb="onboarding.submitted").count() == 1
    assert Message.objects.filter(kind="crm.onboarding_to_check", recipient=str(office.pk)).count() == 1
