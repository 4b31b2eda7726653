"""Which records each role reaches, on one page. Each queryset's `visible_to(user)` filters by one of these scopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import QuerySet

from portal.access.permissions import Permission as P
from portal.access.roles import Role


class Reach(Enum):
    NONE = "none"
    ACCOUNT = "account"  # records about the reader: a client's own file
    OWN = "own"  # records that the reader follows
    GROUP = "group"  # records of the reader's agency or organisation
    ALL = "all"

    @property
    def has_colleagues(self) -> bool:
        """Return whether the records of other people are among them."""
        return self in (Reach.GROUP, Reach.ALL)


@dataclass(frozen=True)
class Scope:
    """The reach of each role; a role that is not named reaches nothing.

    Without `right` nobody reaches anything. `granted` is for accounts whose role reaches nothing and that were given
    a right by name.
    """

    roles: Mapping[str, Reach]
    right: str = ""
    granted: Mapping[str, Reach] = field(default_factory=dict)

    def reach(self, user) -> Reach:
        """Return how far `user` reaches. A group needs an organisation."""
        if not user.is_active or self.right and not user.has_right(self.right):
            return Reach.NONE
        reach = self.roles.get(user.role, Reach.NONE)
        if reach is Reach.GROUP and not user.organisation_id:
            reach = Reach.NONE
        if reach is Reach.NONE:
            reach = next((given for right, given in self.granted.items() if user.has_right(right)), reach)
        return reach

    def rows(self, rows: QuerySet, user, *, own="owner", group="organisation", account="account") -> QuerySet:
        """Return those of `rows` that `user` reaches; `own`, `group` and `account` name the columns that decide."""
        reach = self.reach(user)
        if reach is Reach.ALL:
            return rows
        if reach is Reach.GROUP:
            return rows.filter(**{group: user.organisation_id})
        if reach is Reach.OWN:
            return rows.filter(**{own: user.pk})
        return rows.filter(**{account: user.pk}) if reach is Reach.ACCOUNT else rows.none()


def reaching_all(scope: Scope) -> Callable:
    """Return a test of a reader: whether `scope` gives them every record."""
    return lambda user: scope.reach(user) is Reach.ALL


def reaching_colleagues(scope: Scope) -> Callable:
    """Return a test of a reader: whether `scope` gives them records of other people."""
    return lambda user: scope.reach(user).has_colleagues


SALES = {
    Role.AGENT: Reach.OWN,
    Role.MANAGER: Reach.GROUP,
    Role.BACK_OFFICE: Reach.ALL,
    Role.CLIENT: Reach.ACCOUNT,
}
CLIENTS = Scope(SALES)
CONTRACTS = Scope(SALES, granted={P.CONTRACTS_CREATE: Reach.OWN})
# Reverse factoring: of the buyers one follows, of one's own company as a buyer, of one's own company as a supplier.
BUYERS = Scope(SALES)
SUPPLIERS = Scope({Role.BACK_OFFICE: Reach.ALL, Role.SUPPLIER: Reach.ACCOUNT})
EARNINGS = Scope({Role.AGENT: Reach.OWN, Role.MANAGER: Reach.GROUP, Role.BACK_OFFICE: Reach.ALL}, right=P.EARNINGS)
PORTFOLIO = Scope(SALES)
OPPORTUNITIES = Scope(
    {
        Role.AGENT: Reach.GROUP,
        Role.MANAGER: Reach.GROUP,
        Role.PARTNER: Reach.GROUP,
        Role.PRESALES: Reach.ALL,
        Role.BACK_OFFICE: Reach.ALL,
    },
    right=P.OPPORTUNITIES,
)
# What people buy themselves: payments, carts and orders are their payer's; the back-office reads all.
PURCHASES = Scope(
    {
        Role.AGENT: Reach.OWN,
        Role.MANAGER: Reach.OWN,
        Role.CLIENT: Reach.OWN,
        Role.BACK_OFFICE: Reach.ALL,
    }
)
# Invoices also are those of the agency's agents for a manager, and those of their own file for a client.
INVOICES = Scope(SALES, right=P.INVOICES)
# Colleagues with whom saved views are shared: those of one organisation, or of one role that works for all of them.
COLLEAGUES = Scope(
    {
        Role.AGENT: Reach.GROUP,
        Role.MANAGER: Reach.GROUP,
        Role.PARTNER: Reach.GROUP,
        Role.PRESALES: Reach.ALL,
        Role.BACK_OFFICE: Reach.ALL,
    }
)
