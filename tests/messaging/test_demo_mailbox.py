from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.plugs import attachments, menu
from portal.messaging import delivery, mailbox
from portal.messaging.models import DemoDelivery
from portal.messaging.views import LETTER_POLICY
from tests.factories.accounts import UserFactory
from tests.factories.messages import ADDRESS, queued_mail, queued_sms

pytestmark = pytest.mark.django_db
BOX = "/demo/messagerie/"


def delivered(message) -> DemoDelivery:
    delivery.deliver(message.pk)
    return message.demo_delivery


@pytest.fixture
def mail():
    html = '<html><head><title>x</title></head><body><a href="http://testserver/l/abc/">Lire</a></body></html>'
    return delivered(queued_mail("Votre contrat", "Bonjour http://testserver/l/abc/", html))


def page(client, address=BOX, **options) -> str:
    response = client.get(address, **options)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_reads_what_the_demonstration_sent_newest_first(client, mail):
    delivered(queued_sms("Code 111 111"))
    delivered(queued_sms("Code 222 222", sensitive=True))
    html = page(client)
    assert html.index("Code 222 222") < html.index("Code 111 111")
    assert "06\u00a012\u00a034\u00a056\u00a078" in html
    assert ADDRESS in html
    assert reverse("messaging:demo_message", args=[mail.pk]) in html


def test_the_link_in_an_sms_can_be_followed(client):
    delivered(queued_sms("Lisez : http://testserver/l/abc/"))
    assert '<a href="http://testserver/l/abc/"' in page(client)


def test_typed_text_is_escaped_in_the_mailbox(client):
    delivered(queued_sms("<script>alert(1)</script>"))
    letter = delivered(queued_mail("<b>gras</b>", "<i>penché</i>"))
    assert "<script>alert" not in page(client)
    html = page(client, reverse("messaging:demo_message", args=[letter.pk]))
    assert "&lt;b&gt;gras" in html
    assert "<i>penché" not in html


@pytest.mark.parametrize("asked", ["06 12 34 56 78", "+33612345678", "0612345678", " 06.12.34.56.78 "])
def test_a_number_is_found_in_any_writing(client, asked):
    delivered(queued_sms("pour lui"))
    delivered(queued_sms("pour un autre", recipient="+33798765432"))
    html = page(client, BOX, query_params={"a": asked})
    assert "pour lui" in html
    assert "pour un autre" not in html


def test_an_address_is_found_in_any_case(client, mail):
    html = page(client, BOX, query_params={"a": "Claire.MARTIN@exemple.fr"})
    assert "Votre contrat" in html
    assert "Aucun SMS pour ce destinataire" in html


@pytest.mark.parametrize("asked", ["personne", "é" * 3000, "%", "'\"><x>", "+", "@"])
def test_nonsense_finds_nothing_calmly(client, mail, asked):
    assert "Aucun e-mail pour ce destinataire" in page(client, BOX, query_params={"a": asked})


def test_an_empty_mailbox_says_what_will_come(client):
    html = page(client)
    assert "Aucun SMS pour l’instant" in html
    assert "Aucun e-mail pour l’instant" in html


def test_the_page_asks_again_and_gets_nothing_while_nothing_is_new(client, mail):
    newest = mailbox.boxes().newest
    headers = {"HX-Request": "true"}
    assert client.get(BOX, {"depuis": newest}, headers=headers).status_code == 204
    delivered(queued_sms("tout neuf"))
    fresh = client.get(BOX, {"depuis": newest}, headers=headers)
    assert "tout neuf" in fresh.content.decode()
    assert "<title>" not in fresh.content.decode()


def test_the_refreshed_part_is_the_part_of_the_whole_page(client, mail):
    fragment = client.get(BOX, headers={"HX-Request": "true"}).content.decode().strip()
    assert fragment in page(client)


def test_only_the_latest_are_shown_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(mailbox, "SHOWN", 2)
    for number in range(3):
        delivered(queued_sms(f"sms {number}"))
    html = page(client)
    assert "sms 0" not in html
    assert "Seuls les derniers messages" in html


def test_the_pages_cost_the_same_however_much_was_sent(client, mail, django_assert_num_queries):
    for number in range(5):
        delivered(queued_sms(f"sms {number}", recipient=f"+3361234560{number}"))
        delivered(queued_mail(f"mail {number}"))
    with django_assert_num_queries(2):
        page(client)


def test_a_mail_is_read_in_a_frame_that_can_do_nothing(client, mail):
    html = page(client, reverse("messaging:demo_message", args=[mail.pk]))
    body = reverse("messaging:demo_body", args=[mail.pk])
    assert f'src="{body}"' in html
    assert 'sandbox="allow-top-navigation-by-user-activation' in html
    answer = client.get(body)
    assert answer.headers["Content-Security-Policy"] == LETTER_POLICY
    assert '<head><base target="_top">' in answer.content.decode()


def test_a_file_of_a_mail_is_downloaded_never_shown(client, monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [lambda file_id: ("été.pdf", b"%PDF", "application/pdf")])
    letter = delivered(queued_mail(attachments=["4b3e"]))
    assert "été.pdf" in page(client, reverse("messaging:demo_message", args=[letter.pk]))
    answer = client.get(reverse("messaging:demo_attachment", args=[letter.pk, 0]))
    assert answer.content == b"%PDF"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A9t%C3%A9.pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(reverse("messaging:demo_attachment", args=[letter.pk, 1])).status_code == 404


def test_a_file_that_is_gone_is_said_to_be(client, monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [])
    letter = delivered(queued_mail(attachments=["4b3e"]))
    assert "n’est plus disponible" in page(client, reverse("messaging:demo_message", args=[letter.pk]))
    assert client.get(reverse("messaging:demo_attachment", args=[letter.pk, 0])).status_code == 404


@pytest.mark.parametrize("path", ["", "{mail}/", "{mail}/corps/", "{mail}/pieces/0/"])
def test_without_demo_gateways_there_is_no_mailbox(client, settings, mail, path):
    settings.DEMO = False
    assert client.get(BOX + path.format(mail=mail.pk)).status_code == 404


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999999"])
@pytest.mark.parametrize("end", ["", "corps/", "pieces/0/"])
def test_a_mail_that_does_not_exist_is_a_404(client, pk, end):
    assert client.get(f"{BOX}{pk}/{end}").status_code == 404


def test_an_sms_has_no_page_of_its_own(client):
    sms = delivered(queued_sms())
    assert client.get(reverse("messaging:demo_message", args=[sms.pk])).status_code == 404


def test_somebody_signed_in_finds_it_in_the_menu(login):
    user = UserFactory()
    assert "Messagerie démo" in [str(entry.label) for entry in menu.entries_for(user)]
    html = page(login(user))
    assert f'href="{BOX}" aria-current="page"' in html


def test_visitors_change_nothing(mail):
    careless = Client(enforce_csrf_checks=False)
    before = DemoDelivery.objects.count()
    for method in (careless.post, careless.put, careless.delete):
        method(BOX, {"a": "x"})
    assert DemoDelivery.objects.count() == before


def test_mailbox_is_sorted_by_sending_date(client):
    last, first = delivered(queued_sms("partie la dernière")), delivered(queued_sms("partie la première"))
    DemoDelivery.objects.filter(pk=first.pk).update(at=last.at - timedelta(hours=1))
    html = page(client)
    assert html.index("partie la dernière") < html.index("partie la première")
    assert mailbox.boxes().newest == first.pk
