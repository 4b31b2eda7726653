"""Crossed moves and uploads of one name at the same moment."""

import random
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from crm.drive import actions
from crm.drive.actions import places
from crm.drive.models import FileVersion, Node
from portal.audit.transitions import Refused
from portal.documents import files
from tests.factories.clients import ClientFactory
from tests.factories.drive import folder, put

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS, MOVES, UPLOADS = 8, 50, 20


def at_once(count: int, work) -> None:
    barrier, errors = Barrier(count), []

    def run(number):
        barrier.wait()
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def in_circles() -> int:
    """Return how many nodes never lead to the top."""
    parents = dict(Node.objects.values_list("pk", "parent"))
    lost = 0
    for key in parents:
        seen = set()
        while key is not None and key not in seen:
            seen.add(key)
            key = parents[key]
        lost += key is not None
    return lost


def wrong_depths() -> int:
    """Return how many nodes are not one deeper than the folder they lie in."""
    return sum(
        node.depth != (node.parent.depth + 1 if node.parent else 1) for node in Node.objects.select_related("parent")
    )


def crossed_moves(client) -> None:
    folders = [folder(client, f"d{number}") for number in range(4)]

    def move_about(number):
        dice = random.Random(number)
        for _move in range(MOVES):
            node, place = dice.sample(folders, 2)
            try:
                actions.move(node=node, to=place if dice.random() < 0.8 else None, by=client.owner)
            except (Refused, DatabaseError):
                continue

    at_once(THREADS, move_about)


def test_crossed_moves_make_no_circle_and_lose_nothing():
    client = ClientFactory()
    crossed_moves(client)
    assert in_circles() == 0
    assert Node.objects.count() == 4
    assert wrong_depths() == 0


def test_without_the_lock_moves_leave_circles_or_wrong_depths(monkeypatch):
    monkeypatch.setattr(places, "open_drive", lambda client: client)
    monkeypatch.setattr("crm.drive.actions.moving.record", lambda *args, **kwargs: None)
    for _try in range(5):
        client = ClientFactory()
        crossed_moves(client)
        if in_circles() or wrong_depths():
            return
    pytest.fail("the control went well")


def test_twenty_uploads_of_one_name_are_twenty_versions():
    client = ClientFactory()
    at_once(UPLOADS, lambda number: put(client, "bilan.pdf", words=f"v{number}"))
    node = Node.objects.get()
    assert node.number == UPLOADS
    assert sorted(FileVersion.objects.values_list("number", flat=True)) == list(range(1, UPLOADS + 1))
    assert len({files.read(version.stored) for version in FileVersion.objects.select_related("stored")}) == UPLOADS
