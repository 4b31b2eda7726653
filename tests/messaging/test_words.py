import pytest
from django.template import engines

from portal.core.plugs import attachments
from portal.messaging.content import one_line
from portal.messaging.gsm import ALPHABET, to_gsm


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("L’offre", "L'offre"),
        ("«\u00a0oui\u00a0»", '"oui"'),
        ("Prêt, reçu, dîner, où", "Pret, recu, diner, où"),
        ("cœur", "coeur"),
        ("10\u202f000,50\u00a0€", "10 000,50 €"),
        ("fin…", "fin..."),
    ],
)
def test_an_sms_keeps_to_the_cheap_alphabet(typed, sent):
    assert to_gsm(typed) == sent
    assert set(to_gsm(typed)) <= ALPHABET


def test_a_sign_without_neighbour_in_the_alphabet_stays():
    assert to_gsm("Ok 👍") == "Ok 👍"


def test_a_subject_is_one_short_line():
    assert one_line("a\r\nb\u2028c\x0bd") == "a b c d"
    assert len(one_line("x" * 400)) == 255


def render(content: str) -> str:
    source = '{% extends "messaging/mail/base.html" %}{% load mail %}{% block content %}' + content + "{% endblock %}"
    return engines["django"].from_string(source).render({"name": "<b>Zoé</b>", "url": "http://testserver/l/a/?b=1&c=2"})


def test_a_mail_has_one_button_with_its_address_in_clear():
    html = render('{% mail_button "Signer" url %}')
    assert html.count('href="http://testserver/l/a/?b=1&amp;c=2"') == 2
    assert ">http://testserver/l/a/?b=1&amp;c=2</a>" in html


def test_a_mail_loads_nothing_from_elsewhere():
    html = render('{% mail_button "Signer" "http://testserver/" %}{% mail_facts "Nom" name "Vide" "" %}')
    assert "src=" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert "&lt;b&gt;Zoé&lt;/b&gt;" in html
    assert "Vide" not in html


def test_facts_come_in_pairs():
    with pytest.raises(ValueError, match="in turn"):
        render('{% mail_facts "Nom" %}')


def test_an_attachment_without_anybody_to_read_it_is_told(monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [])
    with pytest.raises(LookupError):
        attachments.read("4b3e")


def test_the_last_reader_registered_reads(monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [])
    attachments.register_reader(lambda file_id: (file_id, b"x", "text/plain"))
    assert attachments.read("4b3e") == ("4b3e", b"x", "text/plain")
