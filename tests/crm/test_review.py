"""The back-office reviews an onboarding: decisions, what is asked again, what is shown of identity documents."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from crm.clients.enums import LifeStage
from crm.models import AccessLog, Attribution, Node, Onboarding, Page, Piece
from crm.onboarding.enums import PieceStatus, Status
from crm.review import actions, queries, retention
from portal.audit.models import Event
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.onboarding import at_home, filled, photo, submitted
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(back_office=True)


def again(onboarding) -> Onboarding:
    return Onboarding.objects.select_related("client").get(pk=onboarding.pk)


def pieces_of(onboarding):
    return list(Piece.objects.filter(onboarding=onboarding).select_related("onboarding__client").order_by("pk"))


def text_of(response) -> str:
    return response.content.decode()


def at(onboarding, rest="") -> str:
    return f"/inscriptions/{onboarding.pk}/{rest}"


def test_all_accepted_makes_a_client_and_tells_the_adviser(office):
    client = prospect(ready=True, siren="732829320")
    onboarding = Onboarding.objects.get(client=client)
    visitor, url = filled(onboarding)
    visitor.post(f"{url}envoi/")
    desk = reader(office)
    assert client.display_name in text_of(desk.get("/inscriptions/?statut=to_check"))
    assert client.display_name in text_of(desk.get("/"))
    for piece in pieces_of(onboarding):
        assert str(piece) in text_of(desk.get(at(onboarding)))
        desk.post(at(onboarding, f"pieces/{piece.pk}/acceptation/"))
    assert "Accepter l’inscription" in text_of(desk.get(at(onboarding)))
    desk.post(at(onboarding, "conclusion/"))
    row = again(onboarding)
    assert row.status == Status.ACCEPTED
    assert row.client.stage == LifeStage.CLIENT
    assert row.client.company_name == "Menuiserie Générale"
    assert Attribution.objects.get().confirmed_at
    filed = Node.objects.filter(client=client, kind="file").get()
    assert filed.name.startswith("Extrait Kbis")
    told = Message.objects.get(kind="crm.onboarding_accepted", recipient=str(client.owner_id))
    assert "provenance est confirmée" in told.content().text
    assert messages_about(row.client).filter(template="crm/messages/onboarding_accepted").exists()
    assert not Message.objects.filter(kind="crm.onboarding_to_check").unread().exists()


def test_only_what_was_refused_is_asked_again_and_the_same_bytes_are_refused(office):
    onboarding = submitted()
    desk = reader(office)
    identity, home = pieces_of(onboarding)
    desk.post(at(onboarding, f"pieces/{home.pk}/acceptation/"))
    assert desk.post(at(onboarding, f"pieces/{identity.pk}/refus/"), {"why": "other"}).status_code == 422
    desk.post(at(onboarding, f"pieces/{identity.pk}/refus/"), {"why": "unreadable"})
    assert "pour les pièces refusées seulement" in text_of(desk.get(at(onboarding)))
    desk.post(at(onboarding, "conclusion/"))
    assert again(onboarding).status == Status.TO_COMPLETE
    mail = messages_about(onboarding.client).get(template="crm/messages/onboarding_again").content().text
    assert "Photo floue" in mail
    assert "domicile" not in mail
    visitor, url = at_home(onboarding)
    page = text_of(visitor.get(url))
    assert "Photo floue" in page
    assert "Étape 1 sur 2" in page
    same = visitor.post(f"{url}?etape=piece-{identity.pk}", {"files": photo((0, 90, 120))})
    assert same.status_code == 422
    assert "a déjà été refusé" in text_of(same)
    told = visitor.post(f"{url}?etape=piece-{home.pk}", {"files": photo("red")}, follow=True)
    assert "ne peut plus être remplacée" in text_of(told)
    assert Page.objects.filter(piece__onboarding=onboarding).count() == 2
    visitor.post(f"{url}?etape=piece-{identity.pk}", {"files": photo("yellow")})
    visitor.post(f"{url}envoi/")
    assert again(onboarding).status == Status.TO_CHECK
    desk.post(at(onboarding, f"pieces/{identity.pk}/acceptation/"))
    desk.post(at(onboarding, "conclusion/"))
    assert again(onboarding).status == Status.ACCEPTED


def test_an_undecided_piece_stops_the_end_and_a_decision_can_be_taken_back(office):
    onboarding = submitted()
    identity, _home = pieces_of(onboarding)
    with pytest.raises(Refused):
        actions.conclude(onboarding=onboarding, by=office)
    actions.accept_piece(piece=identity, by=office)
    with pytest.raises(Refused, match="a accepté la pièce"):
        actions.refuse_piece(piece=identity, why="Non", by=UserFactory(back_office=True))
    actions.reconsider_piece(piece=identity, by=office)
    assert Piece.objects.get(pk=identity.pk).status == PieceStatus.DROPPED


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_wins(office):
    other = UserFactory(back_office=True)
    onboarding = submitted()
    identity, _home = pieces_of(onboarding)

    def decide(number: int) -> bool:
        try:
            if number % 2:
                actions.accept_piece(piece=identity, by=office)
            else:
                actions.refuse_piece(piece=identity, why="Illisible", by=other)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(8))) == 1
    verbs = ("onboarding.piece_accepted", "onboarding.piece_refused")
    assert Event.objects.filter(subject_id=str(identity.pk), verb__in=verbs).count() == 1


def test_an_identity_document_is_marked_each_look_written_and_the_reason_asked_afterwards(office):
    onboarding = submitted()
    desk = reader(office)
    identity, home = pieces_of(onboarding)
    page, plain = Page.objects.get(piece=identity), Page.objects.get(piece=home)
    shown = desk.get(f"/inscriptions/pages/{page.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"] == "private, no-store"
    colours = Image.open(BytesIO(shown.content)).convert("RGB").getcolors(100_000)
    assert len(colours) > 5
    assert AccessLog.objects.get().by == office
    desk.get(f"/inscriptions/pages/{plain.pk}/")
    assert AccessLog.objects.count() == 1
    assert "Sera effacée le" in text_of(desk.get(at(onboarding)))
    for piece in (identity, home):
        actions.accept_piece(piece=piece, by=office)
    actions.conclude(onboarding=onboarding, by=office)
    asked = desk.get(f"/inscriptions/pages/{page.pk}/")
    assert asked.url.endswith("/motif/")
    assert str(page.pk) not in re.findall(r"<img[^>]*>", text_of(desk.get(at(onboarding))))
    assert desk.post(asked.url, {"purpose": "other"}).status_code == 422
    opened = desk.post(asked.url, {"purpose": "client", "note": "Copie demandée"})
    assert desk.get(opened.url)["Content-Type"] == "image/jpeg"
    assert reader(UserFactory(back_office=True)).get(opened.url).status_code == 302
    assert "Copie demandée" in text_of(desk.get(at(onboarding)))
    with pytest.raises(TypeError):
        AccessLog.objects.update(note="")


def test_those_who_sell_see_how_far_it_is_and_no_file(office):
    onboarding = submitted()
    desk = reader(onboarding.client.owner)
    assert "À vérifier" in text_of(desk.get(f"/clients/{onboarding.client_id}/"))
    page = Page.objects.first()
    for address in (at(onboarding), "/inscriptions/", f"/inscriptions/pages/{page.pk}/", "/inscriptions/temps/"):
        assert desk.get(address).status_code == 403
    piece = pieces_of(onboarding)[0]
    assert desk.post(at(onboarding, f"pieces/{piece.pk}/acceptation/")).status_code == 403


def test_identity_documents_go_when_their_time_is_over_and_the_history_stays(office, settings):
    onboarding = submitted()
    for piece in pieces_of(onboarding):
        actions.accept_piece(piece=piece, by=office)
    actions.conclude(onboarding=onboarding, by=office)
    page = Page.objects.get(piece=pieces_of(onboarding)[0])
    stored = page.stored
    events = Event.objects.count()
    Onboarding.objects.update(accepted_at=dates.now() - timedelta(days=settings.KEEP_IDENTITY_PIECES_DAYS + 1))
    rule = retention.RULES[0]
    assert rule.erase(list(rule.waiting())) == 1
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert Page.objects.get(pk=page.pk).stored is None
    assert not list(rule.waiting())
    assert Event.objects.count() == events + 1
    assert "pièces effacées" in text_of(reader(office).get(at(onboarding)))


def test_an_unfinished_onboarding_goes_with_its_pieces(settings):
    onboarding = submitted()
    Onboarding.objects.update(changed_at=dates.now() - timedelta(days=settings.KEEP_UNFINISHED_ONBOARDINGS_DAYS + 1))
    rule = retention.RULES[1]
    assert not list(rule.waiting())
    later = Onboarding.objects.get()
    actions_taken = pieces_of(later)
    office = UserFactory(back_office=True)
    actions.refuse_piece(piece=actions_taken[0], why="Illisible", by=office)
    actions.accept_piece(piece=actions_taken[1], by=office)
    actions.conclude(onboarding=onboarding, by=office)
    Onboarding.objects.update(changed_at=dates.now() - timedelta(days=settings.KEEP_UNFINISHED_ONBOARDINGS_DAYS + 1))
    assert rule.erase(list(rule.waiting())) == 1
    assert not Onboarding.objects.exists()
    assert not StoredFile.objects.filter(kind="onboarding").exists()


def test_median_and_ninth_decile_are_told_by_month(office):
    for seconds in (60, 120, 180, 600):
        onboarding = submitted()
        Onboarding.objects.filter(pk=onboarding.pk).update(seconds=seconds)
    month = queries.times_by_month()[0]
    assert (month.count, month.median, month.p90) == (4, 2, 10)
    assert "2,0 min" in text_of(reader(office).get("/inscriptions/temps/"))


def test_pages_ask_few_queries(office, django_assert_max_num_queries):
    onboarding = submitted()
    desk = reader(office)
    desk.get("/inscriptions/")
    with django_assert_max_num_queries(18):
        desk.get(at(onboarding))
    with django_assert_max_num_queries(12):
        desk.get("/inscriptions/")
