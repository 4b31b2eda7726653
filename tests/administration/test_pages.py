"""Every page of the administration opens, in few queries, and shows no raw number where people look for a name."""

import re

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from contracts.models import Contract
from portal.administration import pages as administration
from portal.audit.models import Anchor, Event
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
LABELS = [model._meta.label_lower for model in MODELS]
READ_ONLY = (Contract, Event, Anchor, StoredFile, Message)
MOST_QUERIES = 15


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def filled(db, back_office, superuser):
    """At least two of what has pages, with histories, messages and files."""
    for _twice in range(2):
        OrganisationFactory()
        ProductFactory()
        ClientFactory()
        ContractFactory(sealed=True)
        prospect(contact={})
    Anchor.objects.create(day=dates.today(), last_event=1, events=1, heads=1, root="0" * 64)


def test_every_page_opens_for_those_who_work_there(login, filled, back_office, superuser):
    assert len(MODELS) >= 8
    for person in (back_office, superuser):
        client = login(person)
        for model in MODELS:
            row = model._default_manager.order_by("-pk").first()
            pages = [address(model, "changelist"), address(model, "changelist") + "?q=martin&o=1&p=1"]
            pages += [address(model, page, row.pk) for page in ("change", "history")] if row else []
            for page in [*pages, address(model, "add")]:
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    status = client.get(page, follow=True).status_code
                assert status == 200 or (page.endswith("/add/") and status == 403), (page, status)
                assert len(asked) <= MOST_QUERIES, (page, [query["sql"][:150] for query in asked])


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_what_the_portal_writes_is_only_read_there(login, filled, superuser, model):
    client = login(superuser)
    row = model._default_manager.order_by("-pk").first()
    before = model._default_manager.filter(pk=row.pk).values().get()
    client.post(address(model, "change", row.pk), {"status": "validated", "state": "sent", "name": "x", "verb": "x"})
    assert client.get(address(model, "add")).status_code == 403
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    assert model._default_manager.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", MODELS, ids=LABELS)
def test_no_list_counts_a_whole_table_and_none_asks_for_a_raw_number(model):
    page = admin.site.get_model_admin(model)
    assert isinstance(page, administration.DeskAdmin)
    assert page.raw_id_fields == ()
    assert page.show_full_result_count is False
    assert page.date_hierarchy is None, "it scans the table for its years"
    assert issubclass(page.paginator, administration.CappedPaginator)
    growing = {"user", "client", "contract", "organisation"}
    chosen = [
        field.name
        for field in model._meta.fields
        if field.is_relation and field.related_model._meta.model_name in growing
    ]
    if page.has_change_permission.__func__ is not administration.ReadingAdmin.has_change_permission:
        editable = {name for name in chosen if model._meta.get_field(name).editable}
        assert editable <= {*page.autocomplete_fields, *page.readonly_fields, *(page.exclude or ())}


@pytest.mark.parametrize("rows", [3, 12])
def test_the_list_of_contracts_costs_the_same_for_any_number(login, back_office, django_assert_num_queries, rows):
    owner = UserFactory()
    for _each in range(rows):
        ContractFactory(submitted=True, owner=owner)
    client = login(back_office)
    client.get(address(Contract, "changelist"))
    with django_assert_num_queries(6):  # session, account, its rights (two), count, rows
        client.get(address(Contract, "changelist"))


def said_below(client, query: str = "") -> str:
    """The words under the list of contracts: how many there are."""
    page = client.get(f"{address(Contract, 'changelist')}{query}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition('class="paginator"')[2].partition("</p>")[0]).split()[1:])


def test_a_list_stops_counting_and_says_so(login, back_office, monkeypatch):
    client = login(back_office)
    ContractFactory(submitted=True, last_name="Kerguelen")
    assert said_below(client) == "1 contrat"
    ContractFactory.create_batch(3, submitted=True, last_name="Kerguelen")
    assert said_below(client) == "4 contrats"
    monkeypatch.setattr(administration.CappedPaginator, "most", 2)
    assert said_below(client) == "plus de 2 contrats"


@pytest.mark.parametrize("query", ["?q=kerguelen", "?conseiller=le+goff", "?q=kerguelen&o=-1"])
def test_a_search_stops_counting_where_no_more_can_be_chosen(login, back_office, monkeypatch, query):
    owner = UserFactory(last_name="Le Goff")
    ContractFactory.create_batch(4, submitted=True, last_name="Kerguelen", owner=owner)
    client = login(back_office)
    assert said_below(client, query) == "4 contrats"
    monkeypatch.setattr(administration, "MOST_AT_ONCE", 3)
    assert said_below(client) == "4 contrats", "what nobody searches is counted on"
    with CaptureQueriesContext(connection) as asked:
        assert said_below(client, query) == "plus de 3 contrats"
    assert any(query["sql"].count("LIMIT 4") for query in asked)


def test_all_pages_are_chosen_only_where_it_is_known_how_many_rows_they_are(login, back_office, monkeypatch):
    monkeypatch.setattr(admin.site.get_model_admin(Contract), "list_per_page", 2)
    ContractFactory.create_batch(4, submitted=True, last_name="Kerguelen")
    client, searched = login(back_office), f"{address(Contract, 'changelist')}?q=kerguelen"
    assert 'class="question' in client.get(searched).content.decode()
    monkeypatch.setattr(administration, "MOST_AT_ONCE", 3)
    page = client.get(searched).content.decode()
    assert 'class="question' not in page
    assert 'class="action-counter"' in page


def test_drafts_of_others_are_not_shown(login, back_office, superuser):
    draft = ContractFactory(last_name="Brouillonnet")
    for person in (back_office, superuser):
        client = login(person)
        assert "Brouillonnet" not in client.get(address(Contract, "changelist")).content.decode()
        page = client.get(address(Contract, "change", draft.pk), follow=True).content.decode()
        assert "Brouillonnet" not in page
        assert "Brouillonnet" not in client.get(address(Contract, "history", draft.pk), follow=True).content.decode()


def test_a_contract_is_found_by_its_phone_in_any_writing_and_by_its_agency(login, back_office):
    owner = UserFactory(organisation=OrganisationFactory(name="Agence de Brest"), last_name="Le Goff")
    ContractFactory(submitted=True, owner=owner, phone="+33612345678", last_name="Kerguelen")
    ContractFactory(submitted=True, last_name="Autrement")
    client = login(back_office)
    for query in ("q=06.12.34.56.78", "q=+33612345678", "q=KERGUE", "agence=brest", "conseiller=le+goff"):
        page = client.get(f"{address(Contract, 'changelist')}?{query}").content.decode()
        assert "Kerguelen" in page, query
        assert "Autrement" not in page, query


def test_a_history_reads_as_sentences(login, back_office):
    contract = ContractFactory(validated=True)
    page = login(back_office).get(address(Contract, "history", contract.pk)).content.decode()
    assert "a validé la souscription" in page
    assert "contracts.validated" not in page


def test_what_is_changed_in_the_administration_stays_in_the_history(login, back_office):
    product = ProductFactory(name="Audit")
    fields = ("reference", "name", "summary", "description", "billing", "net_price", "vat_rate")
    form = {name: getattr(product, name) for name in fields} | {"is_active": "on", "name": "Audit complet"}
    form |= {"conditions-TOTAL_FORMS": 0, "conditions-INITIAL_FORMS": 0}
    client = login(back_office)
    response = client.post(address(type(product), "change", product.pk), form)
    assert response.status_code == 302
    page = client.get(address(type(product), "history", product.pk)).content.decode()
    assert f"{back_office.get_full_name()} a modifié : nom" in page


def test_an_event_is_found_by_the_reference_of_its_page(login, back_office):
    contract = ContractFactory(submitted=True)
    Event.objects.filter(subject_id=str(contract.pk)).update(request_id="0123456789ab")
    client = login(back_office)
    page = client.get(address(Event, "changelist"), {"q": "0123456789AB"}).content.decode()
    assert contract.number in page
    assert "a envoyé le contrat en signature" in page
    page = client.get(address(Event, "changelist"), {"q": "ba9876543210"}).content.decode()
    assert contract.number not in page


def test_pages_of_libraries_that_bypass_our_actions_are_not_there():
    for name in ("auth_group", "account_emailaddress", "mfa_authenticator", "usersessions_usersession"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{name}_changelist")


def test_the_administration_is_in_french(login, filled, superuser):
    """Words of the stock pages that would show through if a name had no French."""
    client = login(superuser)
    for model in MODELS:
        page = client.get(address(model, "changelist")).content.decode()
        text = re.sub(r"<[^>]+>", " ", page.split('id="content"')[1])
        english = re.findall(
            r"\b(?:about|created at|updated|search text|name of|select|users?|is active)\b", text.lower()
        )
        assert english == [], (model, english)


def test_nonsense_in_an_address_gives_the_page_without_it(login, back_office):
    client = login(back_office)
    for query in ("organisation=javascript:alert(1)", "organisation=99999999999999999999", "role=x&last_name=%25"):
        assert client.get(f"{address(UserFactory._meta.model, 'add')}?{query}").status_code == 200, query
    page = client.get(f"{address(Contract, 'changelist')}?created_at__gte=hier", follow=True)
    assert "Filtre inconnu" in page.content.decode()


@pytest.mark.parametrize("key", ["no-uuid", "_5F", "0", "9" * 40])
def test_the_way_to_a_record_that_cannot_be_is_not_found(login, superuser, key):
    kind = ContentType.objects.get_for_model(StoredFile)
    assert login(superuser).get(f"/admin/r/{kind.pk}/{key}/").status_code == 404


def test_the_way_to_a_record_leads_to_its_page(login, superuser):
    contract = ContractFactory(awaiting_client=True)
    kind = ContentType.objects.get_for_model(Contract)
    answer = login(superuser).get(f"/admin/r/{kind.pk}/{contract.pk}/")
    assert answer.url.endswith(contract.get_absolute_url())
