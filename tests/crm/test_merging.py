"""Two files become one: each relation moves or is decided about, and no conflict stops the merge."""

import pytest

from contracts.aggregation.models import PartnerReference
from contracts.models import Statement
from crm.clients import merging
from crm.clients.enums import Kind, LifeStage
from crm.clients.mergers import decided
from crm.companies.models import CompanyRecord
from crm.contacts.models import Contact
from crm.models import Attribution, Client, FileRequest, FollowUp, Note, Recommendation, Response, Signatory, Task
from crm.onboarding.actions import links
from crm.prospects.actions import filing, pieces
from crm.questionnaires.enums import Mode
from crm.questionnaires.models import QuestionnaireVersion
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents import files
from tests.contracts.desk import reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import PartnerContractFactory, PartnerFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory
from tests.factories.drive import put
from tests.factories.factoring import EnvelopeFactory, InvoiceFactory, LinkFactory
from tests.factories.invoices import issued
from tests.factories.onboarding import invited
from tests.factories.presales import OpportunityFactory
from tests.factories.prospects import add_contact, prospect
from tests.factories.shop import placed

pytestmark = pytest.mark.django_db
RELATIONS = {each.name: each for each in Client._meta.related_objects}


def _response(client):
    version = QuestionnaireVersion.objects.create(slug="qcf", number=900)
    return Response.objects.create(client=client, version=version, slug="qcf", mode=Mode.WITH_CLIENT)


def _attribution(client, siren=""):
    return Attribution.objects.create(client=client, agent=client.owner, siren=siren, agreement="Convention")


MAKERS = {
    "members": lambda client: ClientFactory(owner=client.owner, household=client),
    "merged": lambda client: ClientFactory(
        owner=client.owner, merged_into=client, removed_at=dates.now(), erase_on=dates.today()
    ),
    "company_record": lambda client: CompanyRecord.objects.create(client=client),
    "contacts": lambda client: Contact.objects.create(client=client, landline="+33472000000", is_favourite=True),
    "envelopes": lambda client: EnvelopeFactory(buyer=client, owner=client.owner),
    "supplier_links": lambda client: LinkFactory(buyer=client, owner=client.owner),
    "factored_invoices": lambda client: InvoiceFactory(buyer=client),
    "invoices": lambda client: issued(client=client),
    "orders": lambda client: placed(client.owner, client=client),
    "notes": lambda client: Note.objects.create(client=client, author=client.owner, text="À garder"),
    "nodes": put,
    "file_requests": lambda client: FileRequest.objects.create(client=client, what="Bilan"),
    "follow_up": lambda client: FollowUp.objects.create(client=client),
    "attribution": _attribution,
    "onboarding": invited,
    "recommendation": lambda client: Recommendation.objects.create(client=client),
    "responses": _response,
    "signatories": lambda client: Signatory.objects.create(client=client, owner=client.owner),
    "tasks": lambda client: Task.objects.create(
        client=client, owner=client.owner, title="Rappeler", due_at=dates.now()
    ),
    "partner_contracts": lambda client: PartnerContractFactory(client=client),
    "partner_references": lambda client: PartnerReference.objects.create(
        client=client, partner=PartnerFactory(), reference="R 1", normalised="R1"
    ),
    "statements": lambda client: Statement.objects.create(client=client, owner=client.owner, day=dates.today()),
    "contracts": lambda client: ContractFactory(owner=client.owner, client=client),
    "opportunities": lambda client: OpportunityFactory(owner=client.owner, client=client),
}


@pytest.fixture
def manager():
    return UserFactory(manager=True)


@pytest.fixture
def agent(manager):
    return UserFactory(organisation=manager.organisation)


def pair(agent, **values):
    return ClientFactory(owner=agent, **values), ClientFactory(owner=agent, **values)


def merge(kept, other, by):
    merging.merge(kept=kept, other=other, by=by)
    return Client.objects.get(pk=kept.pk)


def _unique_sets(model):
    constraints = [each.fields for each in model._meta.constraints if getattr(each, "fields", None)]
    return [*constraints, *model._meta.unique_together]


@pytest.mark.parametrize("name", RELATIONS)
def test_each_relation_follows_the_file_that_goes(name, agent, manager):
    assert name in MAKERS, f"{name}: decide what a merge does with it (crm.clients.mergers), then add it here"
    kept, other = pair(agent, kind=Kind.HOUSEHOLD)
    row = MAKERS[name](other)
    merge(kept, other, manager)
    assert getattr(type(row)._base_manager.get(pk=row.pk), RELATIONS[name].field.attname) == kept.pk


@pytest.mark.parametrize("name", RELATIONS)
def test_no_relation_that_may_conflict_is_left_undecided(name):
    relation = RELATIONS[name]
    field = relation.field.name
    conflicts = [fields for fields in _unique_sets(relation.related_model) if field in fields]
    assert relation.one_to_one or not conflicts or name in decided(), f"{name}: {conflicts} may conflict in a merge"


@pytest.mark.parametrize("name", [name for name, each in RELATIONS.items() if each.one_to_one])
def test_what_there_is_one_of_stays_the_kept_file_s(name, agent, manager):
    kept, other = pair(agent)
    mine, theirs = MAKERS[name](kept), MAKERS[name](other)
    text = reader(manager).get(f"/clients/{kept.pk}/admin/fusion/?avec={other.pk}").content.decode()
    assert "Ces données diffèrent" in text
    assert reader(manager).post(f"/clients/{kept.pk}/admin/fusion/", {"avec": other.pk}).status_code == 302
    assert getattr(Client.objects.get(pk=kept.pk), name).pk == mine.pk
    assert type(theirs)._base_manager.get(pk=theirs.pk).client_id == other.pk


def test_a_second_provenance_ends_and_is_told_by_the_history(agent, manager):
    kept, other = pair(agent)
    mine, theirs = _attribution(kept), _attribution(other, siren="732829320")
    Client.objects.filter(pk=other.pk).update(siren="732829320")
    kept = merge(kept, other, manager)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert theirs.ended_at is not None
    assert (mine.siren, kept.siren) == ("732829320", "732829320")
    lines = [line for line in history_of(kept) if line.event.verb == "crm.attribution_merged"]
    assert agent.get_full_name() in lines[0].sentence
    assert lines[0].event.data["siren"] == "732829320"
    with pytest.raises(filing.Taken, match="732829320"):
        prospect(siren="732829320")


def test_a_number_that_another_file_was_first_with_stays_theirs(agent, manager):
    first = prospect(siren="732829320")
    kept, other = pair(agent)
    mine = _attribution(kept)
    Client.objects.filter(pk=other.pk).update(siren="732829320")
    merge(kept, other, manager)
    mine.refresh_from_db()
    assert mine.siren == ""
    assert first.attribution.siren == "732829320"


@pytest.mark.parametrize("kept_has_one", [True, False])
def test_all_contacts_move_and_one_stays_the_favourite(kept_has_one, agent, manager):
    kept, other = pair(agent)
    favourite = add_contact(kept, by=agent, last_name="Roux") if kept_has_one else None
    theirs = add_contact(other, by=agent, last_name="Perrin")
    add_contact(other, by=agent, last_name="Brun")
    kept = merge(kept, other, manager)
    assert kept.contacts.count() == 2 + kept_has_one
    assert kept.contacts.get(is_favourite=True) == (favourite or theirs)


def test_the_link_and_the_files_of_the_file_that_goes(agent, manager):
    kept, other = prospect(by=agent, contact={}), prospect(by=agent, ready=True)
    stored = files.store(b"%PDF-1.4\nstartxref\n0\n%%EOF", name="a.pdf", kind=pieces.KIND, about=other)
    mine = links.send(kept, name="Roux", email="roux@exemple.example", by=agent)
    assert links.living(other) is not None
    kept = merge(kept, other, manager)
    assert links.living(other) is None
    assert links.living(kept) == mine
    assert "crm.link_revoked" in verbs(other)
    assert list(pieces.attached_to(kept)) == [stored]


def test_a_household_with_members_joins_a_household_only(agent, manager):
    person, household = ClientFactory(owner=agent), ClientFactory(owner=agent, kind=Kind.HOUSEHOLD)
    ClientFactory(owner=agent, household=household)
    with pytest.raises(Refused):
        merge(person, household, manager)


def test_a_member_merged_with_its_own_household_is_in_none(agent, manager):
    household = ClientFactory(owner=agent, kind=Kind.HOUSEHOLD)
    person = ClientFactory(owner=agent, household=household)
    assert merge(person, household, manager).household is None


def test_a_prospect_joined_by_a_client_is_a_client(agent, manager):
    kept, other = prospect(by=agent), ClientFactory(owner=agent)
    assert merge(kept, other, manager).stage == LifeStage.CLIENT


def test_an_earlier_merge_leads_to_the_file_that_stays(agent, manager):
    first, (kept, other) = ClientFactory(owner=agent), pair(agent)
    merge(other, first, manager)
    kept = merge(kept, other, manager)
    assert reader(agent).get(first.get_absolute_url()).url == kept.get_absolute_url()


def test_what_was_read_of_either_file_before_is_stale(agent, manager):
    kept, other = pair(agent)
    Client.objects.filter(pk=other.pk).update(version=7)
    assert merge(kept, other, manager).version > 7


def test_the_preview_costs_few_queries(agent, manager, django_assert_max_num_queries):
    kept, other = pair(agent)
    for make in (MAKERS["follow_up"], MAKERS["company_record"]):
        make(kept)
        make(other)
    desk = reader(manager)
    page = f"/clients/{kept.pk}/admin/fusion/?avec={other.pk}"
    desk.get(page)
    with django_assert_max_num_queries(10):
        desk.get(page)
