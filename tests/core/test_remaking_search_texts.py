"""After a version that reads letters otherwise, what searches look through is made anew."""

import io

import pytest
from django.core.management import call_command

from crm.models import Client
from portal.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def test_rows_written_before_are_found_again():
    client, person = ClientFactory(last_name="Wałęsa"), UserFactory(last_name="Sørensen")
    Client.objects.filter(pk=client.pk).update(search_text=" wałesa", sort_name="wałesa")
    User.objects.filter(pk=person.pk).update(search_text="sørensen")
    said = io.StringIO()
    call_command("remake_search_texts", stdout=said)
    assert Client.objects.matching("walesa").get() == client
    assert Client.objects.get().sort_name.startswith("walesa")
    assert "sorensen" in User.objects.get(pk=person.pk).search_text
    assert "crm.Client : 1" in said.getvalue()
    call_command("remake_search_texts", stdout=(again := io.StringIO()))
    assert "crm.Client : 0" in again.getvalue()
