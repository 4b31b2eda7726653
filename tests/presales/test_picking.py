"""Picking dates on the page of proposals, without scripts: each button draws the page again, one sends."""

import pytest
from django.urls import reverse

from portal.core.values import dates
from presales.meetings.enums import SlotState
from presales.models import Slot
from presales.requests.actions import handling
from presales.requests.enums import Status
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, tale_at, three

pytestmark = pytest.mark.django_db
WISHED = dates.date(2026, 12, 8)  # a Tuesday


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-11-23T10:00:00+01:00", tick=False)


class Page:
    """The page of proposals as somebody without scripts uses it: every press sends the whole form."""

    def __init__(self, tale, user=None):
        self.desk = reader(user or tale.expert)
        self.address = reverse("presales:request_proposals", args=[tale.request.pk])
        self.answer = self.desk.get(self.address)

    @property
    def text(self) -> str:
        return self.answer.content.decode().replace("\u00a0", " ")

    @property
    def fields(self) -> dict:
        picking = self.answer.context["picking"]
        shown = {"semaine": picking.week, "jour": picking.day.isoformat()}
        return picking.fields | shown | {"intervenant": picking.expert.pk, "duree": picking.minutes}

    def press(self, **button):
        self.answer = self.desk.post(self.address, self.fields | button)
        return self

    def pick(self, *moments: str):
        for moment in moments:
            self.press(choisir=moment)
        return self

    @property
    def picked(self) -> list[str]:
        return [f"{each.start:%m-%d %H:%M}" for each in self.answer.context["form"].picked]


@pytest.fixture
def tale():
    return tale_at("in_progress", wished_on=WISHED)


THREE = ("2026-12-08T10:00", "2026-12-09T14:30", "2026-12-10T09:00")


def test_three_presses_and_one_more_propose_three_dates(tale):
    page = Page(tale).pick(*THREE)
    assert page.answer.status_code == 200
    assert "3 dates sur 3" in page.text
    assert page.press().answer.status_code == 302
    assert tale.fresh().status == Status.PLANNED
    held = Slot.objects.filter(state=SlotState.HELD, expert=tale.expert)
    assert [f"{slot.start.astimezone(dates.PARIS):%Y-%m-%dT%H:%M}" for slot in held] == list(THREE)


def test_wished_week_and_presenter_are_shown_first(tale):
    wished = ExpertFactory(first_name="Ines", last_name="Moreau")
    type(tale.request).objects.update(wished_presenter=wished)
    page = Page(tale)
    assert page.fields["semaine"] == "2026-W50"
    assert page.fields["jour"] == "2026-12-08"
    assert page.answer.context["picking"].expert == wished


def test_a_slot_pressed_twice_or_taken_back_leaves(tale):
    page = Page(tale).pick(*THREE[:2])
    assert page.pick(THREE[0]).picked == ["12-09 14:30"]
    assert page.press(retirer="2").picked == []


def test_dates_follow_into_another_week_by_a_link(tale):
    page = Page(tale).pick(THREE[0])
    page.answer = page.desk.get(page.address + page.answer.context["after"])
    assert page.fields["semaine"] == "2026-W51"
    assert page.pick("2026-12-15T10:00").picked == ["12-08 10:00", "12-15 10:00"]
    page.answer = page.desk.get(
        page.address, {"semaine": "2026-W51", "creneau": ["x", "2026-12-08T10:00~60~abc", "~~"]}
    )
    assert page.picked == []


def test_length_of_a_date_changes_and_is_kept(tale):
    page = Page(tale).pick(THREE[0]).press(**{"creneau1-minutes": "120", "voir": "1"})
    (picked,) = page.answer.context["form"].picked
    assert picked.minutes == 120
    assert "de 10 h 00 à 12 h 00" in page.text


def test_free_slots_are_filled_in_around_what_is_picked(tale):
    page = Page(tale).press(remplir="1")
    assert page.picked == ["12-07 10:00", "12-08 10:00", "12-09 10:00"]
    page = Page(tale).pick("2026-12-08T15:00").press(remplir="1")
    assert page.picked[0] == "12-08 15:00"
    assert len(page.picked) == 3


def test_dates_declined_before_are_not_filled_in_again():
    tale = tale_at("in_progress", wished_on=WISHED)
    page = Page(tale).press(remplir="1").press()
    tale.ask_again()
    page = Page(tale).press(remplir="1")
    assert not {"12-07 10:00", "12-08 10:00", "12-09 10:00"} & set(page.picked)
    assert "Demi-journée préférée" in page.text


def test_slot_taken_meanwhile_is_said_at_its_date_and_the_others_stay(tale):
    page = Page(tale).pick(*THREE)
    other = tale_at("in_progress", expert=tale.expert)
    first = page.answer.context["form"].picked[0]
    Slot.objects.create(
        request=other.request,
        round=1,
        expert=tale.expert,
        start=first.start,
        end=first.end,
        state=SlotState.TAKEN,
        held_until=dates.now(),
    )
    page.press()
    assert page.answer.status_code == 422
    assert "est déjà pris" in page.text
    assert page.picked == ["12-08 10:00", "12-09 14:30", "12-10 09:00"]
    page.press(retirer="1").pick("2026-12-08T11:00").press()
    assert page.answer.status_code == 302


def test_too_few_dates_are_counted(tale):
    page = Page(tale).pick(THREE[0]).press()
    assert page.answer.status_code == 422
    assert "Choisissez encore 2 dates." in page.text
    assert page.picked == ["12-08 10:00"]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-08T20:00", "hors des heures"),
        ("2026-12-08T10:10", "hors des heures"),
        ("2026-12-12T10:00", "pas un jour ouvré"),
        ("2026-12-25T10:00", "pas un jour ouvré"),
        ("2026-11-20T10:00", "déjà passé"),
        ("2029-12-10T10:00", "plus d’un an"),
        ("hier", "n’existe pas"),
        ("2026-12-08T17:30", "hors des heures"),
    ],
)
def test_forged_slot_is_refused_in_a_sentence(tale, moment, said):
    page = Page(tale).pick(moment)
    assert page.answer.status_code == 200
    assert said in page.text
    assert page.picked == []


def test_busy_colleague_and_people_outside_the_team_are_refused(tale):
    colleague, stranger = ExpertFactory(), UserFactory(back_office=True)
    other = tale_at("in_progress", expert=colleague)
    handling.propose(request=other.request, proposals=three(colleague), by=colleague)
    held = Slot.objects.order_by("start").first().start.astimezone(dates.PARIS)
    page = Page(tale).press(intervenant=colleague.pk, voir="1").pick(f"{held:%Y-%m-%dT%H:%M}")
    assert "est déjà pris" in page.text
    assert Page(tale).press(intervenant=stranger.pk, voir="1").answer.context["picking"].expert == tale.expert
    page = Page(tale).pick(*THREE).press(**{"creneau2-expert": stranger.pk})
    assert page.answer.status_code == 422
    assert "Choisissez quelqu’un de l’équipe avant-vente." in page.text
    assert not Slot.objects.filter(request=tale.request).exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("creneau1-hour", "03:00", "entre 7 h et 21 h"),
        ("creneau1-day", "2020-01-06", "déjà passé"),
        ("creneau1-minutes", "99999", "Sélectionnez un choix valide"),
    ],
)
def test_forged_fields_are_refused_when_sent(tale, name, value, said):
    page = Page(tale).pick(*THREE).press(**{name: value})
    assert page.answer.status_code == 422
    assert said in page.text
    assert not Slot.objects.exists()


def test_page_and_each_command_ask_ten_queries_at_most(tale, django_assert_max_num_queries):
    page = Page(tale)
    with django_assert_max_num_queries(10):
        page.desk.get(page.address)
    for button in ({"choisir": THREE[0]}, {"remplir": "1"}, {"retirer": "1"}):
        with django_assert_max_num_queries(10):
            page.press(**button)
