"""What colleagues are told of portfolios."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind

PENDING, LATE, LINKED, REFUSED, LEFT = (
    "portfolio.pending",
    "portfolio.late",
    "portfolio.linked",
    "portfolio.refused",
    "portfolio.left",
)
OFFICE, AGENTS = roles_with(Permission.PORTFOLIO_REVIEW), roles_with(Permission.PORTFOLIO_USE)

KINDS = (
    Kind(PENDING, _("Une demande de lien est à traiter"), OFFICE, icon="user-plus"),
    Kind(LATE, _("Une demande de lien est en retard"), OFFICE, default_mail=True, icon="clock", tone="warning"),
    Kind(LINKED, _("Un client est relié à votre portfolio"), AGENTS, icon="user-check", tone="success"),
    Kind(REFUSED, _("Un lien avec un client est refusé"), AGENTS, icon="user-x", tone="danger"),
    Kind(LEFT, _("Un client a quitté votre portfolio"), AGENTS, default_mail=True, icon="user-off", tone="warning"),
)


def queue_url() -> str:
    return reverse("subscriptions:portfolio_queue")
