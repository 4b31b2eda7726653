"""What agents, clients and the back-office read of a link."""

from django.conf import settings
from django.urls import reverse

from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel
from subscriptions.portfolio import notices, queries
from subscriptions.portfolio.models import PortfolioLink


def tell_office(link: PortfolioLink, kind: str) -> None:
    """Somebody is to decide, or should have."""
    _notify(queries.office(), kind, link, url=reverse("subscriptions:portfolio_request", args=[link.pk]))


def settle_office(link: PortfolioLink) -> None:
    """Nobody is to decide any more."""
    settle(about=link, kind=notices.PENDING)
    settle(about=link, kind=notices.LATE)


def tell_agent(link: PortfolioLink, kind: str, *, by=None) -> None:
    settle_office(link)
    url = link.get_absolute_url() if link.is_linked else reverse("subscriptions:portfolio")
    _notify([link.owner], kind, link, url=url, by=by)


def _notify(people, kind: str, link: PortfolioLink, *, url: str, by=None) -> None:
    name = kind.rpartition(".")[2]
    notify(
        people,
        kind,
        about=link,
        template=f"subscriptions/notices/portfolio_{name}",
        context={"link": link, "agent": link.owner},
        url=url,
        dedupe=str(link.pk),
        by=by,
    )


def tell_client(link: PortfolioLink) -> None:
    """The client reads who acts for them, and where to end it."""
    queue(
        channel=Channel.EMAIL,
        to=link.account.email,
        template="subscriptions/messages/linked",
        context={
            "person": link.account,
            "agent": link.owner,
            "portal_name": settings.PORTAL_NAME,
            "url": f"{settings.PUBLIC_BASE_URL}{reverse('subscriptions:space')}#conseiller",
        },
        dedupe=f"portfolio.linked:{link.pk}",
        about=link,
        language=link.account.language,
    )
