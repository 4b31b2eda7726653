"""Several rows at once: asked first, each by its own action, and what was refused is told."""

import pytest
from lxml import html

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.audit.history import history_of
from portal.exchange import bulk, lists
from tests.contracts.desk import reader, sentences
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
ACT = "/contrats/actions/"


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def waiting():
    return [ContractFactory(confirmed=True) for _ in range(2)]


def act(user, action, rows=(), query="", **more):
    return reader(user).post(ACT + query, {"action": action, "choix": [row.pk for row in rows], **more}, follow=True)


def statuses() -> list[str]:
    return list(Contract.objects.order_by("pk").values_list("status", flat=True))


def test_it_is_asked_before_anything_happens(office, waiting):
    done = ContractFactory(validated=True)
    response = act(office, "valider", [*waiting, done])
    page = response.content.decode()
    assert "2 lignes seront traitées" in page
    assert "1 ligne ne peut pas l’être" in page
    assert "Impossible\u00a0: le contrat est «\u00a0Validé\u00a0»." in page
    assert page.count('name="choix"') == 2
    assert statuses() == [Status.AWAITING_BACK_OFFICE, Status.AWAITING_BACK_OFFICE, Status.VALIDATED]


def test_a_long_list_does_not_push_the_button_away(office):
    rows = [ContractFactory(validated=True) for _ in range(12)]
    page = html.fromstring(act(office, "valider", rows).content.decode())
    assert len(page.xpath("//details/ul[@class='outcomes']/li")) == 2
    assert page.xpath("//details/summary")[-1].text_content() == "Voir les 2 autres"


def test_once_confirmed_each_goes_through_the_door(office, waiting):
    response = act(office, "valider", waiting, confirme="1")
    assert "C’est fait pour 2" in response.content.decode()
    assert statuses() == [Status.VALIDATED] * 2
    assert all(history_of(row)[0].event.actor == office for row in waiting)


def test_row_changed_meanwhile_is_refused_alone(office, waiting):
    act(office, "valider", waiting[:1], confirme="1")
    response = act(office, "valider", waiting, confirme="1")
    page = response.content.decode()
    assert "C’est fait pour 1" in page
    assert "1 ligne n’a pas changé" in page
    assert "a changé entre-temps" in page
    assert statuses() == [Status.VALIDATED] * 2


def test_a_reason_is_asked_for_where_the_step_needs_one(office, waiting):
    response = act(office, "injoignable", waiting, confirme="1", reason=" ")
    assert response.status_code == 422
    assert statuses() == [Status.AWAITING_BACK_OFFICE] * 2
    act(office, "injoignable", waiting, confirme="1", reason="Trois appels")
    assert statuses() == [Status.UNREACHABLE] * 2
    assert history_of(waiting[0])[0].reason == "Trois appels"


def test_all_that_is_filtered_may_be_chosen(office, waiting):
    ContractFactory(validated=True)
    response = act(office, "valider", query="?statut=awaiting_back_office", tout="1")
    assert response.content.decode().count('name="choix"') == 2


def test_not_more_than_five_hundred(office, waiting, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_CHOSEN", 1)
    monkeypatch.setattr(lists, "MOST_CHOSEN", 1)
    response = act(office, "valider", query="?statut=awaiting_back_office", tout="1")
    assert sentences(response) == ["Une action porte sur 500 lignes au plus\u00a0: ajoutez un filtre."]


def test_rows_of_others_are_as_good_as_unknown(waiting):
    mine, foreign = ContractFactory(), ContractFactory()
    response = act(mine.owner, "supprimer", [mine, foreign], confirme="1")
    assert "C’est fait pour 1" in response.content.decode()
    assert not Contract.objects.filter(pk=mine.pk).exists()
    assert Contract.objects.filter(pk=foreign.pk).exists()
    assert sentences(act(mine.owner, "supprimer", [foreign])) == ["Cochez d’abord au moins une ligne."]


def test_a_step_that_is_not_ones_own_is_not_offered_and_not_taken(waiting):
    agent = waiting[0].owner
    assert "Valider" not in reader(agent).get("/contrats/?affichage=lignes").content.decode()
    response = act(agent, "valider", waiting, confirme="1")
    assert sentences(response) == ["Action inconnue ou non autorisée."]
    assert statuses() == [Status.AWAITING_BACK_OFFICE] * 2


@pytest.mark.parametrize("keys", [["x"], ["-1"], ["9" * 40], ["1; drop"], ["²"], []])
def test_nonsense_is_nothing_chosen(office, keys):
    response = reader(office).post(ACT, {"action": "valider", "choix": keys}, follow=True)
    assert sentences(response) == ["Cochez d’abord au moins une ligne."]


def test_it_takes_a_post(office):
    assert reader(office).get(ACT).status_code == 405
