"""The demonstration, told once for all the tests that read it."""

import itertools

import pytest
from django.db import transaction

from catalog.demo import library
from contracts.demo import printing
from contracts.signature import documents
from contracts.signature.actions import signing
from portal.demo import company
from tests.factories.contracts import PDF


def quick_prints(patch: pytest.MonkeyPatch) -> None:
    """Documents that say who they are of and are made in no time, in this process."""
    number = itertools.count()
    patch.setattr(documents, "render", lambda contract: PDF + b"%% %d\n" % next(number))
    patch.setattr(signing, "sealed_copy", lambda contract, pdf: pdf + b"% sealed\n")
    patch.setattr(printing.os, "cpu_count", lambda: 1)
    # The library prints its leaflets for real: other tests look at it.
    patch.setattr(library, "make_library", lambda team, products, rng: 0)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole demonstration; gives the lines it said and its team. Undone after the module."""
    said = []
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        quick_prints(patch)
        team = company.make_company(said.append)
        yield said, team
        transaction.set_rollback(True)
