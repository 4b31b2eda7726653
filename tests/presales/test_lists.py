"""The lists as files, and steps taken for several requests at once: for those who may, through the one door."""

import csv
import io

import pytest

from portal.access.permissions import Permission
from portal.audit.history import history_of
from presales.models import PresalesRequest
from presales.requests.actions import handing
from presales.requests.enums import Status
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, PartnerFactory, tale_at

pytestmark = pytest.mark.django_db
LISTS = ("/avant-vente/", "/opportunites/")
ACT = "/avant-vente/actions/"


def exporter(**more):
    rights = [Permission.OPPORTUNITIES.value, Permission.PRESALES_EXPORT.value]
    return PartnerFactory(extra_rights=rights, **more)


def lines(answer) -> list[list[str]]:
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")), delimiter=";"))


def test_a_partner_who_may_exports_what_they_see_with_the_columns_they_chose():
    partner = exporter()
    mine, foreign = tale_at("done", partner=partner), tale_at("done")
    client = reader(partner)
    columns = "colonnes=numero&colonnes=demandeur&colonnes=suivie_par&colonnes=organisation&colonnes=rendez_vous"
    header, *rows = lines(client.get(f"/avant-vente/export/?format=csv&{columns}"))
    assert header == ["Numéro", "Rendez-vous", "Demandée par", "Suivie par", "Organisation"]
    assert [row[0] for row in rows] == [mine.request.number]
    assert rows[0][2:] == [partner.get_full_name(), mine.expert.get_full_name(), partner.organisation.name]
    header, *rows = lines(client.get("/opportunites/export/?format=csv"))
    assert [row[0] for row in rows] == [mine.opportunity.title]
    assert foreign.opportunity.title not in str(rows)
    sheet = client.get("/opportunites/export/?format=xlsx")
    assert sheet.content.startswith(b"PK")


def test_the_team_exports_what_is_filtered_but_no_draft():
    tale_at("draft")
    asked, refused = tale_at("to_do"), tale_at("refused")
    client = reader(ExpertFactory())
    assert {row[0] for row in lines(client.get("/avant-vente/export/"))[1:]} == {
        asked.request.number,
        refused.request.number,
    }
    assert [row[0] for row in lines(client.get("/avant-vente/export/?statut=refused"))[1:]] == [refused.request.number]


@pytest.mark.parametrize("path", LISTS)
def test_only_those_who_may_export_are_offered_it(path):
    plain, manager = PartnerFactory(), UserFactory(manager=True)
    for partner, offered in ((plain, False), (exporter(), True)):
        tale_at("to_do", partner=partner)
        page = reader(partner).get(f"{path}?vue=tout").content.decode()
        assert (f"{path}export/" in page) == offered
    assert reader(plain).get(f"{path}export/").status_code == 403
    assert manager.has_right(Permission.PRESALES_EXPORT)
    assert reader(manager).get(f"{path}export/").status_code == 403, "who may not read the list exports none of it"


@pytest.mark.parametrize("columns", ["", "&colonnes=demandeur&colonnes=suivie_par&colonnes=organisation"])
def test_columns_read_their_people_in_the_query_of_the_list(django_assert_max_num_queries, columns):
    tales = [tale_at("in_progress")]
    tales += [tale_at("in_progress", partner=tales[0].partner) for _more in range(3)]
    client = reader(ExpertFactory())
    path = f"/avant-vente/?affichage=lignes&vue=tout{columns}"
    page = client.get(path).content.decode()
    assert (tales[0].partner.get_full_name() in page) == bool(columns)
    with django_assert_max_num_queries(7):
        client.get(path)


def act(user, action, tales, **more):
    data = {"action": action, "choix": [tale.request.pk for tale in tales], **more}
    return reader(user).post(ACT, data, follow=True)


def test_several_are_accepted_at_once_and_what_cannot_be_is_told():
    expert = ExpertFactory()
    tales = [tale_at("to_do"), tale_at("to_do"), tale_at("planned")]
    page = act(expert, "accepter", tales).content.decode()
    assert "2 lignes seront traitées" in page
    assert "Planifiée" in page
    assert tales[0].fresh().status == Status.TO_DO
    act(expert, "accepter", tales[:2], confirme="1")
    assert [(tale.fresh().status, tale.request.handler) for tale in tales[:2]] == [(Status.IN_PROGRESS, expert)] * 2


def test_a_colleagues_requests_are_taken_over_and_both_are_told(client):
    expert = ExpertFactory(first_name="Ines", last_name="Moreau")
    tales = [tale_at("in_progress"), tale_at("planned"), tale_at("to_do"), tale_at("refused")]
    page = act(expert, "reprendre", tales).content.decode()
    assert "2 lignes seront traitées" in page
    assert "il faut d’abord l’accepter" in page
    act(expert, "reprendre", tales[:2], confirme="1")
    assert {tale.fresh().handler for tale in tales[:2]} == {expert}
    assert history_of(tales[0].request)[0].sentence.endswith("Ines Moreau a repris le suivi")
    assert tales[1].request.slots.exclude(expert=tales[1].expert).count() == 0, "dates keep the expert they name"
    client.force_login(tales[0].expert)
    assert "Demande confiée" in client.get("/notifications/").content.decode()


def test_a_reason_is_asked_for_before_several_are_refused():
    tales = [tale_at("to_do"), tale_at("in_progress")]
    assert "Motif" in act(tales[0].expert, "refuser", tales, confirme="1", reason=" ").content.decode()
    act(tales[0].expert, "refuser", tales, confirme="1", reason="Hors du périmètre")
    assert {tale.fresh().status for tale in tales} == {Status.REFUSED}


def test_partners_take_no_step_of_the_team_for_several():
    tale = tale_at("to_do")
    assert act(tale.partner, "accepter", [tale], confirme="1").status_code == 403
    assert tale.fresh().status == Status.TO_DO
    assert "choix" not in reader(tale.partner).get("/avant-vente/?affichage=lignes&vue=tout").content.decode()


def test_take_over_from_the_page_of_a_request(client):
    tale, colleague = tale_at("in_progress"), ExpertFactory()
    client.force_login(tale.expert)
    assert "Reprendre la demande" not in client.get(tale.request.get_absolute_url()).content.decode()
    client.force_login(colleague)
    assert "Reprendre la demande" in client.get(tale.request.get_absolute_url()).content.decode()
    client.post(f"/avant-vente/{tale.request.pk}/reprise/")
    assert tale.fresh().handler == colleague
    again = client.post(f"/avant-vente/{tale.request.pk}/reprise/", follow=True)
    assert "suit déjà cette demande" in again.content.decode()


@pytest.mark.parametrize(
    ("status", "role", "sentence"),
    [
        ("to_do", "expert", "Personne ne suit encore"),
        ("cancelled", "expert", "la demande est"),
        ("in_progress", "partner", "équipe avant-vente"),
        ("in_progress", "same", "suit déjà"),
    ],
)
def test_why_a_request_cannot_be_given_to_somebody(status, role, sentence):
    tale = tale_at(status)
    to = {"expert": ExpertFactory(), "partner": tale.partner, "same": tale.expert}[role]
    assert sentence in handing.assignment_problem(tale.request, to, tale.expert)
    assert handing.assignment_problem(tale.request, ExpertFactory(), tale.partner)
    assert PresalesRequest.objects.get().version == tale.request.version
