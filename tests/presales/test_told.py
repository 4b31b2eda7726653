"""Who is told what: each change once, in the portal and by mail as each of them chose."""

import pytest

from portal.messaging.models import Message, NoticeChoice
from portal.messaging.states import Channel
from presales.requests import notices
from presales.requests.actions import answering, ending
from tests.factories.presales import ExpertFactory, OpportunityFactory, PartnerFactory, Tale, tale_at

pytestmark = pytest.mark.django_db


def told(kind: str, channel: str = Channel.EMAIL) -> list[str]:
    return sorted(Message.objects.filter(kind=kind, channel=channel).values_list("recipient", flat=True))


def test_the_whole_team_hears_of_a_request_until_somebody_takes_it():
    colleague = ExpertFactory()
    tale = tale_at("to_do")
    assert told(notices.SUBMITTED) == sorted([colleague.email, tale.expert.email])
    tale.accept()
    assert told(notices.ACCEPTED) == [tale.partner.email]
    tale.ask_info()
    assert told(notices.INFO_ASKED) == [tale.partner.email]
    answering.give_info(request=tale.request, answer="Douze.", by=tale.partner)
    assert told(notices.INFO_GIVEN) == [tale.expert.email]
    assert "Douze." in Message.objects.get(kind=notices.INFO_GIVEN, channel=Channel.EMAIL).body_text
    assert not Message.objects.filter(kind=notices.SUBMITTED, channel=Channel.PORTAL, read_at=None).exists()


def test_owner_of_the_opportunity_is_notified_beside_the_requester():
    owner = PartnerFactory()
    colleague = PartnerFactory(organisation=owner.organisation)
    tale = Tale(partner=colleague, opportunity=OpportunityFactory(owner=owner))
    tale.submit()
    tale.accept()
    assert told(notices.ACCEPTED) == sorted([owner.email, colleague.email])


def test_the_dates_stand_in_the_mail():
    tale = tale_at("planned")
    mail = Message.objects.get(kind=notices.PROPOSED, channel=Channel.EMAIL)
    for slot in tale.request.slots.all():
        assert slot.in_words in mail.body_text
        assert f"<br>- {slot.in_words}" in mail.body_html, "each on its line"


@pytest.mark.parametrize(("status", "kind"), [("refused", notices.REFUSED), ("cancelled", notices.CANCELLED)])
def test_a_reason_is_mailed_and_stands_on_the_request(client, status, kind):
    tale = tale_at(status)
    told_about = Message.objects.filter(kind=kind, channel=Channel.EMAIL).first()
    assert "Le budget n’est pas arrêté" in told_about.body_text
    client.force_login(tale.partner)
    assert "Le budget n’est pas arrêté" in client.get(tale.request.get_absolute_url()).content.decode()


def test_people_choose_what_they_get_by_mail():
    tale = tale_at("to_do")
    NoticeChoice.objects.create(user=tale.partner, kind=notices.ACCEPTED, portal=True, mail=False)
    tale.accept()
    assert told(notices.ACCEPTED) == []
    assert told(notices.ACCEPTED, Channel.PORTAL) == [str(tale.partner.pk)]


def test_every_kind_of_news_has_its_words_and_is_told_once():
    tale = tale_at("planned")
    tale.ask_again()
    tale.propose()
    tale.choose()
    tale.agree()
    ending.move(request=tale.request, expectations="Plus tard", half_days=[], by=tale.expert)
    tale.cancel(by=tale.expert)
    for kind in (notices.ASKED_AGAIN, notices.AGREED, notices.MOVED, notices.CANCELLED):
        recipients = told(kind)
        assert recipients
        assert len(recipients) == len(set(recipients))
    subjects = Message.objects.filter(channel=Channel.EMAIL).values_list("subject", flat=True)
    assert all(tale.opportunity.title in subject for subject in subjects)


def test_a_draft_thrown_away_is_nobodys_news():
    tale = tale_at("draft")
    tale.cancel()
    assert not Message.objects.exists()
