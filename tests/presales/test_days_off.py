"""A day on which few people work is told where it is chosen, with the next working day, and stays possible."""

import pytest
from django.urls import reverse

from portal.core.values import dates
from presales.meetings.rules import day_off_notice
from presales.models import PresalesRequest, Slot
from presales.requests.enums import Status
from tests.contracts.desk import sentences
from tests.factories.presales import ExpertFactory, OpportunityFactory, tale_at
from tests.presales.test_journey import slots_posted

pytestmark = pytest.mark.django_db
SUNDAY = "Le dimanche 6 décembre 2026 n’est pas un jour ouvré. Le prochain est le lundi 7 décembre 2026."
CHRISTMAS = "Le vendredi 25 décembre 2026 est un jour férié. Le prochain jour ouvré est le lundi 28 décembre 2026."
TELL = "/avant-vente/jour/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-11-23T10:00:00+01:00", tick=False)  # a Monday
    return time_machine


def typed(day: str) -> dict:
    return {"description": "Voir", "mode": "remote", "wished_on": day, "brouillon": "1"}


def ask(client, day: str):
    opportunity = OpportunityFactory()
    client.force_login(opportunity.owner)
    return client.post(f"{reverse('presales:request_new')}?opportunite={opportunity.pk}", typed(day), follow=True)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-06", SUNDAY),
        ("2026-12-25", CHRISTMAS),
        ("2026-12-05", "samedi 5 décembre 2026 n’est pas un jour ouvré. Le prochain est le lundi 7"),
        ("2027-01-01", "vendredi 1er janvier 2027 est un jour férié"),
        ("2027-03-29", "lundi 29 mars 2027 est un jour férié"),  # Easter Monday
    ],
)
def test_week_ends_and_holidays_are_told_with_the_next_working_day(day, said):
    assert said in day_off_notice(dates.date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-07", "2026-11-23", "2026-11-22"])
def test_a_working_day_and_a_day_that_is_past_need_no_notice(day):
    assert day_off_notice(dates.date.fromisoformat(day)) == ""


@pytest.mark.parametrize("name", ["wished_on", "creneau2-day"])
def test_it_is_told_at_the_field_as_soon_as_a_day_is_chosen(client, name):
    client.force_login(ExpertFactory())
    assert SUNDAY in client.get(TELL, {name: "2026-12-06"}).content.decode()
    assert CHRISTMAS in client.get(TELL, {name: "25/12/2026"}).content.decode()
    for nothing in ("2026-12-07", "", "hier", "x" * 5000, "\x01"):
        assert client.get(TELL, {name: nothing}).content.decode().strip() == ""
    assert client.get(TELL).content.decode().strip() == ""


def test_a_wish_for_a_sunday_is_kept_and_told_on_the_draft_before_it_is_submitted(client):
    page = ask(client, "2026-12-06")
    made = PresalesRequest.objects.get()
    assert made.status == Status.DRAFT
    assert SUNDAY in page.content.decode()
    form = client.get(reverse("presales:request_edit", args=[made.pk])).content.decode()
    assert SUNDAY in form
    assert f'hx-get="{TELL}"' in form
    client.post(reverse("presales:request_edit", args=[made.pk]), typed("2026-12-07") | {"version": made.version})
    assert "jour ouvré" not in client.get(made.get_absolute_url()).content.decode()


def test_a_past_sunday_is_refused_as_any_past_day_is(client):
    page = ask(client, "2026-11-22")
    assert page.status_code == 422
    assert "Cette date est déjà passée." in page.content.decode()
    assert "jour ouvré" not in page.content.decode()


def test_a_form_with_another_fault_tells_it_without_scripts(client):
    opportunity = OpportunityFactory()
    client.force_login(opportunity.owner)
    address = f"{reverse('presales:request_new')}?opportunite={opportunity.pk}"
    page = client.post(address, typed("2026-12-06") | {"description": ""})
    assert page.status_code == 422
    assert SUNDAY in page.content.decode()


def test_the_team_reads_it_while_it_proposes_and_is_told_of_its_own_dates(client):
    tale = tale_at("in_progress", wished_on=dates.date(2026, 12, 25))
    client.force_login(tale.expert)
    address = reverse("presales:request_proposals", args=[tale.request.pk])
    assert CHRISTMAS in client.get(address).content.decode()
    posted = slots_posted(tale.expert) | {"creneau2-day": "2026-12-06"}
    faulty = client.post(address, posted | {"creneau1-hour": ""})
    assert SUNDAY in faulty.content.decode()
    sent = client.post(address, posted, follow=True)
    assert sentences(sent)[1:] == [SUNDAY]
    assert Slot.objects.count() == 3


def test_a_draft_whose_day_went_by_is_not_submitted_before_it_is_changed(client, clock):
    tale = tale_at("draft")
    clock.move_to("2027-01-11T10:00:00+01:00")
    client.force_login(tale.partner)
    address = reverse("presales:request_submission", args=[tale.request.pk])
    answer = client.post(address, follow=True)
    assert "La date souhaitée est déjà passée" in answer.content.decode()
    assert tale.fresh().status == Status.DRAFT
    client.post(reverse("presales:request_edit", args=[tale.request.pk]), typed("2027-01-12") | {"version": 1})
    client.post(address)
    assert tale.fresh().status == Status.TO_DO
