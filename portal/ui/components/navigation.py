"""Navigation components: steps, tabs, breadcrumbs, pages of a list."""

from itertools import groupby
from operator import attrgetter

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.core.paging import Page
from portal.core.plugs.tabs import Tab as RecordTab
from portal.core.plugs.tabs import tabs_for
from portal.ui.components.controls import icon
from portal.ui.components.markup import html
from portal.ui.parts import Tab


def steps(items, *, label=""):
    """Progress in a guided form: a list of `portal.ui.parts.Step`."""
    return {"items": items, "label": label}


def tabs(items, *, label):
    """Tabs between pages: a list of `portal.ui.parts.Tab`."""
    return {"items": items, "label": label}


def record_tabs(context, record, *, label, current=""):
    """The tabs that rooms plug into the file of `record`; none when there is only one page.

    `current` names the tab of a page whose address does not begin with its own.
    """
    request = context["request"]
    found = [(tab, reverse(tab.url_name, args=[record.pk])) for tab in tabs_for(request.user, record)]
    path = next((url for tab, url in found if tab.url_name == current), request.path)
    current = max((url for _tab, url in found if path.startswith(url)), key=len, default="")
    items = [_tab(tab, record, url, active=url == current) for tab, url in found]
    return tabs(items if len(items) > 1 else [], label=label)


def _tab(tab: RecordTab, record, url: str, *, active: bool) -> Tab:
    completion = tab.completion(record)
    if completion is None:
        return Tab(str(tab.label), url, active)
    done, total = completion
    complete = done >= total
    return Tab(str(tab.label), url, active, count=None if complete else f"{done}/{total}", complete=complete)


def crumbs(items):
    """Breadcrumbs: a list of `portal.ui.parts.Crumb`, the page itself last."""
    return {"items": items}


def pager(context, page: Page, *, param: str = "suite"):
    """Previous and next of a keyset page, with the other parameters of the URL."""

    def address(cursor: str) -> str:
        if not cursor:
            return ""
        query = context["request"].GET.copy()
        query[param] = cursor
        return f"?{query.urlencode()}"

    return {"previous_url": address(page.previous_cursor), "next_url": address(page.next_cursor)}


def menu_items(links) -> SafeString:
    """The entries of the side menu: links with `label`, `url`, `icon`, `active` and a `count`."""
    return mark_safe("".join(_group(label, list(group)) for label, group in groupby(links, attrgetter("section"))))


def _group(label: str, links: list) -> SafeString:
    """Return the entries under one heading, or alone where there is none."""
    entries = mark_safe("".join(map(_entry, links)))
    if not label:
        return entries
    return html('<li class="nav__group"><p class="nav__head">{}</p><ul role="list">{}</ul></li>', label, entries)


def _entry(link) -> SafeString:
    return html(
        '<li><a class="nav__link" href="{}"{}>{}<span>{}</span>{}</a></li>',
        link.url,
        mark_safe(' aria-current="page"') if link.active else "",
        icon(link.icon),
        link.label,
        html('<span class="nav__count">{}</span>', link.count) if link.count else "",
    )


def register_with(register) -> None:
    register.simple_tag(menu_items)
    for tag in (steps, tabs, crumbs):
        register.inclusion_tag(f"components/{tag.__name__}.html")(tag)
    register.inclusion_tag("components/tabs.html", takes_context=True)(record_tabs)
    register.inclusion_tag("components/pager.html", takes_context=True)(pager)
