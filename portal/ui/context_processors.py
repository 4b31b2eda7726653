"""Context of every page: the portal's name, the reader's theme, and the menu when a layout shows it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from portal.core.plugs import menu, search
from portal.core.plumbing import filling
from portal.core.prepared_queries import counts

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
FEW = 9  # entries of a menu that needs no headings


class Rights:
    """Rights of the reader, for templates: `{% if "contracts.create" in rights %}`."""

    def __init__(self, user):
        self.user = user

    def __contains__(self, right: str) -> bool:
        return self.user is not None and self.user.is_authenticated and self.user.has_right(right)


@dataclass(frozen=True)
class MenuLink:
    label: str
    url: str
    icon: str
    active: bool
    count: str
    section: str = ""


def portal(request) -> dict:
    """Return the context of every template rendered with a request. The menu is lazy."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "portal_name": settings.PORTAL_NAME,
        "support_email": settings.SUPPORT_EMAIL,
        "theme": theme if theme in THEMES else "",
        "demo": settings.DEMO,
        "filling": filling.current() if settings.DEMO else None,
        "rights": Rights(getattr(request, "user", None)),
        "menu_links": SimpleLazyObject(lambda: menu_links(request)),
        "can_search": SimpleLazyObject(lambda: can_search(getattr(request, "user", None))),
    }


def can_search(user) -> bool:
    """Return whether there is anything that this reader may search."""
    return user is not None and user.is_authenticated and bool(search.sources_for(user))


def menu_links(request) -> list[MenuLink]:
    """Return the side menu of the reader, the current entry marked; empty for a visitor."""
    user = getattr(request, "user", None)
    if user is None:
        return []
    links = []
    entries = menu.entries_for(user)
    current = menu.active_entry(entries, request.path)
    for entry in entries:
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            if settings.DEBUG:
                raise
            continue
        links.append(
            MenuLink(
                label=str(entry.label),
                url=url,
                icon=entry.icon,
                active=entry is current if entry.active_prefix else request.path == url,
                count=_badge(entry.count(user)) if entry.count else "",
                section=menu.section_of(entry) if len(entries) > FEW else "",
            )
        )
    return links


def _badge(count: int) -> str:
    """Return the count beside an entry; empty for zero."""
    return counts.shown(count) if count else ""
