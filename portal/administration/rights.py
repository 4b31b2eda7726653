"""What the back-office may do in the administration, on one page. Superusers may do everything.

Nothing may be deleted there: accounts are deactivated, contracts have their statuses.
"""

from portal.access.roles import Role

MAINTAINS = ("accounts", "catalog", "news")
READS = (
    "audit",
    "codes",
    "contracts",
    "crm",
    "documents",
    "ledger",
    "links",
    "messaging",
    "presales",
    "subscriptions",
    "earnings",
    "api",
)
VERBS = dict.fromkeys(MAINTAINS, ("view", "add", "change")) | dict.fromkeys(READS, ("view",))


def _works_there(user) -> bool:
    return user.is_active and user.is_staff and user.role == Role.BACK_OFFICE


def allows(user, permission: str) -> bool:
    """Return whether `permission` (`catalog.change_product`) is one of the back-office's."""
    app, _, codename = permission.partition(".")
    return _works_there(user) and codename.partition("_")[0] in VERBS.get(app, ())


def shows(user, app: str) -> bool:
    """Return whether the pages of `app` appear at all."""
    return _works_there(user) and app in VERBS
