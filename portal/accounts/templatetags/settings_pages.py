"""What the pages of `Paramètres` share, allauth's among them."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.accounts import second_factor
from portal.ui.parts import Tab

register = template.Library()


@register.inclusion_tag("components/tabs.html", takes_context=True)
def settings_tabs(context):
    """The sister pages of the settings, the open one marked."""
    path = context["request"].path
    pages = [
        (_("Profil"), reverse("accounts:settings")),
        (_("Notifications"), reverse("dashboard:notification_choices")),
        (_("Mot de passe"), reverse("account_change_password")),
        (_("Sécurité"), reverse("mfa_index")),
        (_("Sessions"), reverse("usersessions_list")),
    ]
    if context["request"].user.has_right(Permission.API):
        pages.append((_("API"), reverse("api:tokens")))
    home = pages[0][1]
    tabs = [Tab(label, url, path == url or (url != home and path.startswith(url))) for label, url in pages]
    return {"items": tabs, "label": _("Paramètres")}


@register.inclusion_tag("accounts/_second_factor_notice.html", takes_context=True)
def second_factor_notice(context):
    """Why staff without a second factor land on this page whatever they open."""
    return {"missing": second_factor.is_missing(context["request"].user)}


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """`Firefox, Windows` rather than what the browser says of itself, which nobody can read."""
    parts = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, parts)) or _("Appareil inconnu")


@register.filter
def current_first(sessions) -> list:
    """The session one reads this in, then the others, the latest first."""
    latest = sorted(sessions, key=lambda session: session.created_at, reverse=True)
    return sorted(latest, key=lambda session: not session.is_current())
