import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.passwords import NotCommon
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SHORT = "trop court"
DIGITS = "que des chiffres"
COMMON = "trop courant"
AGAIN = "il se répète"
ROW = "suit l’ordre du clavier"
ONESELF = "ressemble trop à votre nom"
LITTLE = "il n’a que votre nom, votre adresse e-mail ou le nom du portail"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("onze signes", SHORT),
        ("602214076000", DIGITS),
        ("motdepasse123", COMMON),
        ("Azertyuiop2026!", COMMON),
        ("password1234", COMMON),
        ("qwerty123456", COMMON),
        ("motdepasse-azerty", COMMON),
        ("1234motdepasse5678", COMMON),
        ("2026 Motdepasse !!", COMMON),
        ("motdepassemotdepasse", COMMON),
        ("MotDePasse-motdepasse", COMMON),
        ("bonjourbonjourbonjour", COMMON),
        ("bonjour2025bonjour2026", COMMON),
        ("p@ssw0rdP@ssw0rd", COMMON),
        ("soléilsoleilaaaa", COMMON),
        ("aaaaaaaaaaaa", AGAIN),
        ("abababababab", AGAIN),
        ("tartinetartine", AGAIN),
        ("tartine-tartine-2026", AGAIN),
        ("a1?b4!a1?b4!a1?b4!", AGAIN),
        ("abcdefghijkl", ROW),
        ("zyxwvutsrqponm", ROW),
        ("azertyqsdfgh", ROW),
        ("mlkjhgfdsq26!", ROW),
        ("a1b2c3d4e5f6", ROW),
        ("zsx3edc4rfv!", ROW),
        ("1234-5678-9012", ROW),
        ("camille.martin", ONESELF),
        ("camille.martin@exemple.fr", ONESELF),
        ("camillemartin2026", LITTLE),
        ("MartinCamille1985", LITTLE),
        ("martin camille 1985", LITTLE),
        ("C4mille.M4rtin.1985", LITTLE),
        ("camille192837465", LITTLE),
        ("exemple.fr-2026", LITTLE),
        ("Comptoir1928374", LITTLE),
        ("comptoir-camille-2026", LITTLE),
        ("martinazerty2026", LITTLE),
    ],
)
def test_each_weak_password_is_refused_with_its_sentence(password, sentence):
    user = UserFactory.build(first_name="Camille", last_name="Martin", email="camille.martin@exemple.fr")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert sentence in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "password",
    [
        *("douze signes", "trois cafés au comptoir", "bonjour-la-france", "été  où çà ñ ß"),
        *("deux tartines deux tartines", "comptoir-demo", "un mot de passe tranquille", "sous-marin azerty"),
        *("k7#Q9!x2$W5z", "9f8a7b6c5d4e", "8#2!9$4&7%1k3", "anticonstitutionnellement", "typewriter propriétaire"),
        *("Πού είναι η θάλασσα", "пароль и море"),
    ],
)
def test_a_phrase_needs_no_capital_digit_or_sign(password):
    validate_password(password, UserFactory.build())


def test_ones_name_beside_another_word_is_a_password_as_any_other(settings):
    user = UserFactory.build(first_name="Lou", last_name="Le Goff", email="lou@exemple.fr")
    for password in ("lou aime les crêpes", "le chat de lou 12", "k7#Q9!x2$W5lou"):
        validate_password(password, user)
    settings.PORTAL_NAME = "Guichet des ventes"
    for password in ("guichet-des-ventes-2026", "LouLeGoff1928374"):
        with pytest.raises(ValidationError, match="Ajoutez un autre mot"):
            validate_password(password, user)
    with pytest.raises(ValidationError, match="Ajoutez un autre mot"):
        validate_password("GuichetDesVentes1928")


def test_a_password_of_a_million_signs_is_judged_at_once():
    start = time.process_time()
    with pytest.raises(ValidationError):
        NotCommon().validate("ab" * 500_000)
    NotCommon().validate("une phrase " + "sans fin " * 100_000)
    assert time.process_time() - start < 5


def test_a_weak_new_password_is_refused_where_one_changes_it(login, agent):
    page = login(agent).post(
        "/parametres/mot-de-passe/",
        {"oldpassword": "un mot de passe tranquille", "password1": "123456789012", "password2": "123456789012"},
    )
    assert DIGITS in page.content.decode()


def test_changing_the_password_closes_the_other_sessions_and_tells_by_mail(login, agent, mails, client_class):
    other = client_class()
    other.force_login(agent)
    new = "deux tartines beurrées"
    login(agent).post(
        "/parametres/mot-de-passe/",
        {"oldpassword": "un mot de passe tranquille", "password1": new, "password2": new},
    )
    agent.refresh_from_db()
    assert agent.check_password(new)
    assert other.get("/parametres/").status_code == 302
    assert login(agent).get("/parametres/").status_code == 200
    assert "Le mot de passe de votre compte a été changé." in mails(agent.email)[-1]
