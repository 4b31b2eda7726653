"""What a visitor is asked before anything personal is shown, and how often they may be wrong."""

from django.db import connection

from portal.audit.models import Event
from portal.links.models import ProofTry
from tests.links.conftest import SECRET, everything

CONTINUE = {"passage": "1"}
RIGHT = CONTINUE | {"birth_date": "01/02/1980"}
WRONG = CONTINUE | {"birth_date": "02/02/1980"}


def test_the_right_birth_date_opens(client, post):
    given = post.send("tests.person")
    assert SECRET in client.post(given.url, RIGHT, follow=True).content.decode()
    assert everything(given.link)["proven_at"] is not None
    assert [event.verb for event in Event.objects.order_by("sequence")] == ["links.opened", "links.proven"]


def test_going_on_without_the_proof_opens_nothing(client, post):
    given = post.send("tests.person")
    answer = client.post(given.url, CONTINUE, follow=True)
    assert SECRET not in answer.content.decode()
    assert "Indiquez votre date de naissance" in answer.content.decode()
    assert everything(given.link)["opened_at"] is None


def test_the_postal_code_of_a_company_opens(client, post):
    given = post.send("tests.company", postal_code="69002")
    assert SECRET in client.post(given.url, CONTINUE | {"postal_code": " 69 002"}, follow=True).content.decode()


def test_a_postal_code_is_found_in_the_words_it_was_copied_with(client, post):
    given = post.send("tests.company", postal_code="69002")
    wrong = CONTINUE | {"postal_code": "Code postal : 69003"}
    assert SECRET not in client.post(given.url, wrong, follow=True).content.decode()
    right = CONTINUE | {"postal_code": "Code postal : 69 002 (Lyon)"}
    assert SECRET in client.post(given.url, right, follow=True).content.decode()


def test_a_file_without_a_postal_code_opens_to_no_answer(client, post):
    given = post.send("tests.company", postal_code="")
    assert SECRET not in client.post(given.url, CONTINUE | {"postal_code": "-"}, follow=True).content.decode()


def test_a_wrong_answer_is_told_with_the_tries_left(client, post):
    given = post.send("tests.person")
    html = client.post(given.url, WRONG).content.decode()
    assert "Date de naissance incorrecte" in html
    assert "Il reste 4 essais" in html
    assert SECRET not in html


def test_five_wrong_answers_close_the_gate_for_a_day(client, post):
    given = post.send("tests.person")
    answers = [client.post(given.url, WRONG) for _ in range(5)]
    assert "un essai" in answers[3].content.decode()
    assert answers[4].status_code == 429
    assert int(answers[4]["Retry-After"]) > 86000
    late = client.post(given.url, RIGHT, follow=True)
    assert late.status_code == 429
    assert SECRET not in late.content.decode()
    assert client.get(given.url).status_code == 429
    assert ProofTry.objects.count() == 5


def test_a_day_later_one_may_answer_again(client, post):
    given = post.send("tests.person")
    for _ in range(5):
        client.post(given.url, WRONG)
    with connection.cursor() as cursor:
        table = ProofTry._meta.db_table
        day = "datetime(at, '-1 day')" if connection.vendor == "sqlite" else "at - interval '1 day'"
        cursor.execute(f"UPDATE {table} SET at = {day}")
    assert SECRET in client.post(given.url, RIGHT, follow=True).content.decode()


def test_invalid_date_uses_up_no_try(client, post):
    given = post.send("tests.person")
    html = client.post(given.url, CONTINUE | {"birth_date": "hier"}).content.decode()
    assert "Date invalide" in html
    assert not ProofTry.objects.exists()
