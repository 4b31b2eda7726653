import pytest

from portal.messaging import delivery
from tests.factories.messages import queued_mail, queued_sms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def delivered(message) -> None:
    delivery.deliver(message.pk)


def test_an_sms_that_just_left_appears_by_itself(page, portal_address):
    page.goto(f"{portal_address}/demo/messagerie/")
    page.get_by_text("Aucun SMS pour l’instant").wait_for()
    delivered(queued_sms("code 482 913"))
    page.get_by_text("code 482 913").wait_for(timeout=8000)


def test_the_button_of_a_mail_leads_out_of_its_frame(page, portal_address):
    html = f'<html><head></head><body><a href="{portal_address}/connexion/">Se connecter</a></body></html>'
    delivered(queued_mail("Invitation", "texte", html))
    page.goto(f"{portal_address}/demo/messagerie/")
    page.get_by_role("link", name="Invitation").click()
    page.frame_locator("iframe").get_by_role("link", name="Se connecter").click()
    page.wait_for_url("**/connexion/")


def test_a_script_in_a_mail_does_not_run(page, portal_address):
    html = "<html><head></head><body><p id=a>calme</p><script>document.body.innerHTML = 'piraté'</script></body></html>"
    delivered(queued_mail("Piège", "texte", html))
    page.goto(f"{portal_address}/demo/messagerie/")
    page.get_by_role("link", name="Piège").click()
    page.frame_locator("iframe").get_by_text("calme").wait_for()
    assert "piraté" not in page.frame_locator("iframe").locator("body").inner_text()
