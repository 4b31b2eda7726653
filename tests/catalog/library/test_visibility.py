"""Who finds which document: dates, withdrawal, role, agency; elsewhere it does not exist."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from catalog.library import actions
from catalog.library.enums import State
from catalog.models import Document
from portal.access.roles import Role
from portal.core.values import dates
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.library import DocumentFactory

pytestmark = pytest.mark.django_db


def seen_by(user) -> set:
    return set(Document.objects.visible_to(user))


def test_readers_find_what_is_online_today_and_publishers_everything():
    online, past, coming = DocumentFactory(), DocumentFactory(past=True), DocumentFactory(coming=True)
    withdrawn = actions.withdraw(document=DocumentFactory(), by=online.uploaded_by)
    assert seen_by(UserFactory()) == {online}
    assert seen_by(UserFactory(back_office=True)) == {online, past, coming, withdrawn}


def test_the_first_and_the_last_day_count():
    today = dates.today()
    document = DocumentFactory(valid_from=today, valid_until=today)
    assert document in Document.objects.in_state(State.CURRENT)
    assert document not in Document.objects.in_state(State.CURRENT, today - timedelta(days=1))
    assert document not in Document.objects.in_state(State.CURRENT, today + timedelta(days=1))


@pytest.mark.parametrize("state", State)
def test_state_is_the_same_in_sql_and_python(state):
    documents = [DocumentFactory(), DocumentFactory(past=True), DocumentFactory(coming=True)]
    documents += [actions.withdraw(document=DocumentFactory(past=True), by=documents[0].uploaded_by)]
    assert set(Document.objects.in_state(state)) == {one for one in documents if one.state == state}


def test_a_document_for_a_role_is_for_that_role_alone():
    document = DocumentFactory(roles=[Role.MANAGER])
    assert seen_by(UserFactory(manager=True)) == {document}
    assert seen_by(UserFactory()) == set()


def test_a_document_for_an_agency_is_for_its_people_alone():
    lyon, nantes = OrganisationFactory(), OrganisationFactory()
    document = DocumentFactory(organisations=[lyon])
    assert seen_by(UserFactory(organisation=lyon)) == {document}
    assert seen_by(UserFactory(organisation=nantes)) == set()
    assert seen_by(UserFactory(organisation=None)) == set()


def test_role_and_agency_must_both_fit():
    lyon = OrganisationFactory()
    DocumentFactory(organisations=[lyon], roles=[Role.MANAGER])
    assert seen_by(UserFactory(organisation=lyon)) == set()


def test_clients_deactivated_accounts_and_visitors_find_nothing():
    DocumentFactory()
    assert seen_by(UserFactory(client=True)) == set()
    assert seen_by(UserFactory(is_active=False)) == set()
    assert seen_by(AnonymousUser()) == set()


PAGES = ["/documents/{pk}/", "/documents/{pk}/fichier/", "/documents/{pk}/fichier/?telecharger=1"]
OFFICE_PAGES = ["fiche/", "version/", "retrait/", "versions/1/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_document_for_others_answers_like_one_that_does_not_exist(login, page):
    document = DocumentFactory(roles=[Role.MANAGER])
    client = login(UserFactory())
    foreign, missing = client.get(page.format(pk=document.pk)), client.get(page.format(pk=10**9))
    assert foreign.status_code == missing.status_code == 404


@pytest.mark.parametrize("page", OFFICE_PAGES)
def test_pages_of_publishers_are_closed_to_readers(login, page):
    document = DocumentFactory()
    client = login(UserFactory())
    assert client.get(f"/documents/{document.pk}/{page}").status_code == 403
    assert client.post(f"/documents/{document.pk}/{page}").status_code == 403


def test_publishing_and_undoing_are_closed_to_readers(login):
    document = actions.withdraw(document=DocumentFactory(), by=UserFactory(back_office=True))
    client = login(UserFactory(manager=True))
    assert client.get("/documents/nouveau/").status_code == 403
    assert client.post(f"/documents/{document.pk}/remise/").status_code == 403
    document.refresh_from_db()
    assert document.is_withdrawn


def test_clients_have_no_documents_page(login):
    assert login(UserFactory(client=True)).get("/documents/").status_code == 403
