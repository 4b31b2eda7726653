"""When an opportunity is expected, how likely it is, and what is next with its client."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from crm.models import Task
from portal.access.permissions import Permission
from portal.core.values import dates
from presales.models import Opportunity
from presales.opportunities.enums import Stage
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.presales import ExpertFactory, OpportunityFactory, PartnerFactory

pytestmark = pytest.mark.django_db
BOARD = "/opportunites/tableau/"
TYPED = {"title": "Équiper l’atelier", "kind": "primo", "company_name": "Menuiserie", "stage": "new", "version": 1}


@pytest.fixture
def agent():
    return UserFactory(extra_rights=[Permission.OPPORTUNITIES.value])


def task(client, title, days=1, **changes) -> Task:
    values = {"kind": "call", "owner": client.owner, "agency": client.agency, "client": client, "title": title}
    return Task.objects.create(due_at=dates.now() + timedelta(days=days), **values | changes)


def column(page, stage):
    return next(each for each in page.context["columns"] if each.key == stage)


def card_of(page, opportunity):
    return next(card for each in page.context["columns"] for card in each.cards if card.key == str(opportunity.pk))


@pytest.mark.parametrize("probability", [-1, 101])
def test_the_database_keeps_no_probability_out_of_range(probability):
    opportunity = OpportunityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(probability=probability)
    for kept in (0, 100, None):
        Opportunity.objects.filter(pk=opportunity.pk).update(probability=kept)


def test_date_and_probability_are_typed_shown_and_emptied_again():
    desk = reader(PartnerFactory())
    desk.post(reverse("presales:opportunity_new"), TYPED | {"expected_on": "02/12/2030", "probability": "45"})
    made = Opportunity.objects.get()
    assert (f"{made.expected_on}", made.probability) == ("2030-12-02", 45)
    page = desk.get(made.get_absolute_url()).content.decode()
    assert "<dt>Clôture prévue</dt><dd>02/12/2030</dd>" in page
    assert "<dt>Probabilité</dt><dd>45\u00a0%</dd>" in page
    edit = reverse("presales:opportunity_edit", args=[made.pk])
    assert 'value="45"' in desk.get(edit).content.decode()
    assert desk.post(edit, TYPED | {"expected_on": "", "probability": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.expected_on, made.probability) == (None, None)
    assert "<dt>Probabilité</dt><dd>10\u00a0%</dd>" in desk.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("probability", "101", "Indiquez un nombre entier, de 0 à 100."),
        ("probability", "-1", "Indiquez un nombre entier, de 0 à 100."),
        ("probability", "moitié", "Indiquez un nombre entier, de 0 à 100."),
        ("probability", "9" * 30, "Indiquez un nombre entier, de 0 à 100."),
        ("expected_on", "31/02/2030", "Date invalide"),
    ],
)
def test_invalid_date_or_probability_is_an_error_and_kept(name, typed, said):
    page = reader(PartnerFactory()).post(reverse("presales:opportunity_new"), TYPED | {name: typed})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [name]
    assert said in page.context["form"].errors[name][0]
    assert f'value="{typed}"' in page.content.decode()
    assert not Opportunity.objects.exists()


def test_sums_weigh_by_the_own_probability_and_by_the_stage_without_one():
    """1 003 € at 45 % and 2 001 € at the stage's 30 %; what is won counts whole."""
    mine = {"owner": PartnerFactory(), "stage": Stage.QUALIFIED}
    sure = OpportunityFactory(amount=Decimal(1003), probability=45, **mine)
    usual = OpportunityFactory(amount=Decimal(2001), **mine)
    OpportunityFactory(amount=Decimal(500), probability=0, **mine)
    OpportunityFactory(amount=Decimal(700), probability=20, **mine | {"stage": Stage.WON})
    page = reader(mine["owner"]).get(BOARD)
    assert column(page, Stage.QUALIFIED).weighted == Decimal("1051.65")
    assert column(page, Stage.WON).weighted == Decimal(700)
    assert page.context["sums"]["weighted"] == Decimal("1051.65")
    assert page.context["shares"][0].weighted == Decimal("1051.65")
    assert [card_of(page, each).probability for each in (sure, usual)] == [45, 30]


def test_a_date_gone_by_is_told_apart_until_the_affair_is_decided():
    partner, today = PartnerFactory(), dates.today()
    late = OpportunityFactory(owner=partner, expected_on=today - timedelta(days=1))
    on_time = OpportunityFactory(owner=partner, expected_on=today)
    won = OpportunityFactory(owner=partner, expected_on=today - timedelta(days=1), stage=Stage.WON)
    desk = reader(partner)
    page = desk.get(BOARD)
    assert [card_of(page, each).has_slipped for each in (late, on_time, won)] == [True, False, False]
    assert page.content.decode().count("dépassé :") == 1
    told = ["Dépassée" in desk.get(each.get_absolute_url()).content.decode() for each in (late, on_time, won)]
    assert told == [True, False, False]


def test_cards_show_the_first_open_action_with_their_client_in_one_query(agent, django_assert_max_num_queries):
    clients = [ClientFactory(owner=agent) for _ in range(4)]
    planned, *_others = [OpportunityFactory(owner=agent, client=client) for client in clients]
    quiet = OpportunityFactory(owner=agent, client=ClientFactory(owner=agent))
    won = OpportunityFactory(owner=agent, client=clients[0], stage=Stage.WON)
    for client in clients:
        task(client, "Envoyer le devis", days=3)
        task(client, "Rappeler", days=2)
        task(client, "Déjà faite", days=1, done_at=dates.now())
    desk = reader(agent)
    desk.get(BOARD)
    with django_assert_max_num_queries(10) as counted:
        page = desk.get(BOARD)
    assert sum(query["sql"].startswith('SELECT "crm_task"') for query in counted.captured_queries) == 1
    due = card_of(page, planned).due
    assert due.label == f"Rappeler · {dates.today() + timedelta(days=2):%d/%m}"
    assert (card_of(page, quiet).due, card_of(page, won).due) == (None, None)
    assert due.label in page.content.decode()


def test_the_next_action_stays_with_those_who_may_open_the_file(agent):
    """A colleague of the same organisation sees the opportunity, not the client's file; experts see no file at all."""
    client = ClientFactory(owner=agent)
    opportunity = OpportunityFactory(owner=agent, client=client)
    task(client, "Rappeler")
    colleague = UserFactory(organisation=agent.organisation, extra_rights=[Permission.OPPORTUNITIES.value])
    assert card_of(reader(agent).get(BOARD), opportunity).due
    for other in (colleague, ExpertFactory()):
        page = reader(other).get(BOARD)
        assert card_of(page, opportunity).due is None
        assert "Rappeler" not in page.content.decode()


def test_date_and_probability_are_columns_to_choose_and_to_export():
    partner = PartnerFactory(extra_rights=[Permission.OPPORTUNITIES.value, Permission.PRESALES_EXPORT.value])
    OpportunityFactory(owner=partner, stage=Stage.PROPOSAL, expected_on=dates.today().replace(2030, 12, 2))
    desk = reader(partner)
    columns = "colonnes=intitule&colonnes=cloture&colonnes=probabilite"
    answer = desk.get(f"/opportunites/export/?format=csv&{columns}").content.decode().removeprefix("\ufeff")
    header, row = csv.reader(io.StringIO(answer), delimiter=";")
    assert header == ["Intitulé", "Clôture prévue", "Probabilité (%)"]
    assert row[1:] == ["02/12/2030", "60"]
    assert "Clôture prévue" not in desk.get("/opportunites/export/?format=csv").content.decode()
