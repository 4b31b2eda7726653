"""For whom a page buys: a client of one's portfolio, or oneself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal.access.permissions import Permission
from subscriptions.portfolio.models import PortfolioLink
from subscriptions.portfolio.queries import portfolio_of

ACTORS = (Permission.PORTFOLIO_USE, Permission.SPACE_OWN)


@dataclass(frozen=True)
class Whom:
    """The account a page is about, and the addresses of its pages; `link` is None for oneself."""

    account: object
    link: PortfolioLink | None

    @classmethod
    def of(cls, request, pk: int | None) -> "Whom":
        """Outside one's portfolio 404; in it without a link that is in force 403."""
        if pk is None:
            if not request.user.has_right(Permission.SPACE_OWN):
                raise PermissionDenied
            return cls(request.user, None)
        link = get_object_or_404(portfolio_of(request.user), pk=pk)
        if not (link.is_linked and request.user.has_right(Permission.PORTFOLIO_USE)):
            raise PermissionDenied
        return cls(link.account, link)

    def url(self, name: str, *args) -> str:
        if self.link is None:
            return reverse(f"subscriptions:own_{name}", args=args)
        return reverse(f"subscriptions:portfolio_{name}", args=[self.link.pk, *args])

    @property
    def home_url(self) -> str:
        return reverse("subscriptions:space") if self.link is None else self.link.get_absolute_url()

    @property
    def plans_url(self) -> str:
        return self.url("plans")

    @property
    def renewal_url(self) -> str:
        return self.url("renewal")

    @property
    def stop_url(self) -> str:
        return self.url("renewal_stop")

    @property
    def end_url(self) -> str:
        return self.url("end")

    @property
    def resume_url(self) -> str:
        return self.url("renewal_resumption")

    @property
    def name(self) -> str:
        return self.account.get_full_name()
