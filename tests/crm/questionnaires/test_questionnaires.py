"""Questionnaires filled in with the client or by link, in versions that never change."""

import uuid

import pytest

from crm.clients.enums import Kind
from crm.questionnaires import actions, printing, queries, rules
from crm.questionnaires.enums import Mode
from crm.questionnaires.examples import QCF
from crm.questionnaires.models import FrozenVersion, QuestionnaireVersion, Response
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.documents.files import read
from portal.links import making
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def versions():
    actions.install_examples()


@pytest.fixture
def seller():
    return UserFactory()


@pytest.fixture
def person(seller):
    return ClientFactory(owner=seller, kind=Kind.PERSON)


def begun(person, by, slug="qcf") -> Response:
    return actions.start(client=person, slug=slug, mode=Mode.WITH_CLIENT, key=uuid.uuid4(), by=by)


def answered(response, rank: int = 1) -> Response:
    for question in rules.questions_of(response.version.definition):
        option = question["options"][min(rank, len(question["options"]) - 1)]["id"]
        actions.answer(response=response, question=question["id"], chosen=[option], seen=0)
    response.refresh_from_db()
    return response


def finished(person, by, slug="qcf", rank=1) -> Response:
    return actions.finish(response=answered(begun(person, by, slug), rank), comment="Vu ensemble.", by=by)


def test_adviser_fills_it_in_with_the_client_one_question_a_page(login, seller, person):
    client = login(seller)
    response = client.post(f"/clients/{person.pk}/qcf/nouveau/", {"key": str(uuid.uuid4())}, follow=True)
    started = Response.objects.get()
    assert "Question 1 sur 8" in response.content.decode()
    for question in QCF["questions"]:
        client.post(f"/questionnaires/{started.pk}/", {"answer": question["options"][0]["id"], "seen": "0"})
    page = client.get(f"/questionnaires/{started.pk}/", follow=True).content.decode()
    assert "Relire les réponses" in page
    page = client.post(f"/questionnaires/{started.pk}/fin/", {"comment": ""}, follow=True).content.decode()
    started.refresh_from_db()
    assert started.is_finished
    assert started.result["label"] in page
    assert "terminé" in history_of(person)[0].sentence


def test_answers_are_not_ticked_beforehand_and_no_score_shows_while_answering(login, seller, person):
    started = begun(person, seller)
    page = login(seller).get(f"/questionnaires/{started.pk}/").content.decode()
    form = page[page.index('<form class="form"') : page.index("</main>")]
    assert "radio" in form
    assert " checked" not in form
    assert "points" not in page


def test_question_without_an_answer_is_said_at_its_field(login, seller, person):
    started = begun(person, seller)
    page = login(seller).post(f"/questionnaires/{started.pk}/", {})
    assert page.status_code == 422
    assert "Choisissez une réponse." in page.content.decode()


def test_end_before_all_answers_says_what_is_left(login, seller, person):
    started = begun(person, seller)
    page = login(seller).post(f"/questionnaires/{started.pk}/fin/", {"comment": ""})
    assert page.status_code == 422
    assert "Il reste des questions sans réponse." in page.content.decode()


def test_another_agents_client_is_not_found(login, seller, person):
    started = begun(person, seller)
    stranger = login(UserFactory())
    for address in (f"/clients/{person.pk}/qcf/", f"/questionnaires/{started.pk}/"):
        assert stranger.get(address).status_code == 404


def test_tab_shows_the_result_in_force_in_few_queries(login, seller, person, django_assert_max_num_queries):
    finished(person, seller)
    client = login(seller)
    client.get(f"/clients/{person.pk}/qcf/")
    with django_assert_max_num_queries(10):
        page = client.get(f"/clients/{person.pk}/qcf/").content.decode()
    assert "Résultat en vigueur" in page


def test_beginner_caps_the_risk_profile_and_the_result_says_so(seller, person):
    finished(person, seller, "qcf", rank=2)
    risky = finished(person, seller, "qpr", rank=9)
    assert (risky.level, risky.qcf_level) == ("4", "debutant")
    assert risky.result["cap"] == "le niveau de connaissance est Débutant"


def test_wide_gap_needs_the_advisers_comment(seller, person):
    response = begun(person, seller, "qpr")
    for question in rules.questions_of(response.version.definition):
        rank = -1 if question["section"] == "capacity" else 0
        actions.answer(response=response, question=question["id"], chosen=[question["options"][rank]["id"]], seen=0)
    with pytest.raises(actions.Unfinished, match="commentaire"):
        actions.finish(response=response, by=seller)
    assert actions.finish(response=response, comment="Expliqué.", by=seller).is_finished


def test_profile_may_be_lowered_and_never_raised(login, seller, person):
    response = finished(person, seller, "qpr", rank=9)
    login(seller).post(f"/questionnaires/{response.pk}/resultat/", {"to": "2"})
    response.refresh_from_db()
    assert response.profile == 2
    with pytest.raises(Refused, match="nouveau QPR"):
        actions.lower(response=response, to=int(response.level), by=seller)


def test_third_try_with_a_rising_score_is_written_down(seller, person):
    results = []
    for right in range(3):
        response = begun(person, seller)
        for number, question in enumerate(rules.questions_of(response.version.definition)):
            best = max(question["options"], key=lambda option: option["points"])
            worst = min(question["options"], key=lambda option: option["points"])
            chosen = [(best if number < right else worst)["id"]]
            actions.answer(response=response, question=question["id"], chosen=chosen, seen=0)
        results.append(actions.finish(response=response, by=seller))
    assert [bool(each.warning) for each in results] == [False, False, True]


def test_second_device_is_told_that_its_answer_replaces_another(seller, person):
    response = begun(person, seller)
    assert actions.answer(response=response, question="passe", chosen=["vrai"], seen=0)
    assert not actions.answer(response=response, question="passe", chosen=["faux"], seen=0)
    response.refresh_from_db()
    assert response.answers["passe"] == ["faux"]


def test_client_answers_by_link_after_proving_who_they_are(client, login, seller, person):
    agent = login(seller)
    agent.post(f"/clients/{person.pk}/qcf/envoi/", {"key": str(uuid.uuid4())})
    started = Response.objects.get()
    assert started.mode == Mode.BY_LINK
    link = actions.living_link(started)
    assert link is not None
    agent.logout()
    _link, token = making.make(purpose=actions.PURPOSE, about=started, days=1)
    address = f"/l/{token}/"
    assert person.last_name not in client.get(address).content.decode()
    client.post(address, {"passage": "1", "birth_date": f"{person.birth_date:%d/%m/%Y}"})
    for question in QCF["questions"]:
        client.post(address, {"answer": question["options"][0]["id"]})
    assert "Relisez vos réponses" in client.get(address).content.decode()
    client.post(f"{address}fin/")
    started.refresh_from_db()
    assert started.is_finished
    assert "Merci" in client.get(address).content.decode()


def test_sending_without_an_address_says_what_to_do(login, seller):
    nameless = ClientFactory(owner=seller, email="")
    page = login(seller).post(f"/clients/{nameless.pk}/qpr/envoi/", {"key": str(uuid.uuid4())}, follow=True)
    assert "pas d’adresse e-mail" in page.content.decode()
    assert not Response.objects.exists()


def test_published_version_changes_through_no_door(seller):
    version = queries.version_in_force("qcf")
    version.definition["title"] = "Autre"
    for change in (
        version.save,
        version.delete,
        lambda: QuestionnaireVersion.objects.filter(pk=version.pk).update(number=9),
        lambda: QuestionnaireVersion.objects.all().delete(),
    ):
        with pytest.raises(FrozenVersion):
            change()


def test_new_version_leaves_questionnaires_under_way_in_theirs(login, person, seller):
    response = begun(person, seller)
    office = login(UserFactory(back_office=True))
    form = office.get("/questionnaires/versions/qcf/").context["form"]
    data = {name: form[name].value() for name in form.fields} | {"texte_0": "Une autre question ?"}
    assert office.post("/questionnaires/versions/qcf/", data).status_code == 302
    office.post("/questionnaires/versions/qcf/publication/")
    assert queries.version_in_force("qcf").number == 2
    assert actions.finish(response=answered(response), by=seller).version.number == 1
    assert begun(person, seller).version.number == 2


def test_version_whose_points_do_not_add_up_cannot_be_published(login):
    office = login(UserFactory(back_office=True))
    form = office.get("/questionnaires/versions/qcf/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data["reponses_0"] = "Vrai = 50\nFaux = 0\nJe ne sais pas = 0"
    office.post("/questionnaires/versions/qcf/", data)
    page = office.post("/questionnaires/versions/qcf/publication/", follow=True).content.decode()
    assert "ils doivent faire 100" in page
    assert queries.version_in_force("qcf").number == 1


def test_badly_written_points_are_said_at_their_field(login):
    office = login(UserFactory(back_office=True))
    form = office.get("/questionnaires/versions/qcf/").context["form"]
    data = {name: form[name].value() for name in form.fields} | {"reponses_0": "Vrai\nFaux = 0\nNSP = 0"}
    page = office.post("/questionnaires/versions/qcf/", data)
    assert page.status_code == 422
    assert "libellé = points" in page.content.decode()


def test_stored_result_is_recomputed_from_answers_and_version(seller, person):
    for slug in ("qcf", "qpr"):
        each = finished(person, seller, slug)
        again = rules.score(slug, each.version.definition, each.answers, qcf_level=each.qcf_level)
        assert again.to_json() == each.result


def test_pdf_says_version_and_result_and_its_digest_is_in_the_history(seller, person):
    response = finished(person, seller)
    assert printing.print_due() == 1
    response.refresh_from_db()
    assert read(response.document).startswith(b"%PDF-")
    assert response.document.sealed_at is not None
    assert history_of(person)[0].event.data["sha256"] == response.document.sha256
    assert printing.print_due() == 0


def test_pdf_of_a_name_that_cannot_be_printed_waits_and_the_tab_says_which(login, seller, person, monkeypatch):
    monkeypatch.setattr(printing, "BATCH", 1)
    unread = ClientFactory(owner=seller, kind=Kind.PERSON, last_name="王伟")
    waiting, other = finished(unread, seller), finished(person, seller)
    assert printing.print_due() == 1
    assert [each.pk for each in printing.to_print()] == [waiting.pk]
    assert "« 王伟 » ne peut pas être imprimé" in login(seller).get(f"/clients/{unread.pk}/qcf/").content.decode()
    other.refresh_from_db()
    assert other.document
    type(unread).objects.filter(pk=unread.pk).update(last_name="Wang Wei")
    assert printing.print_due() == 1
    assert "Le PDF attend" not in login(seller).get(f"/clients/{unread.pk}/qcf/").content.decode()
