"""Views of every list; a room only writes `*list_urls(LISTING)` among its URLs."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url, replace_url

from portal.access.decorators import requires
from portal.exchange.bulk import AT_ONCE, carry_out, chosen_rows, foreseen
from portal.exchange.bulk_jobs import ask_for_bulk
from portal.exchange.cells import edit_cell
from portal.exchange.forms import BulkReasonForm
from portal.exchange.saved_views import circle_of, views_of
from portal.exchange.tabs import tabs_of
from portal.exchange.views import count_tabs, export_list, sum_columns
from portal.ui.listing import chosen_display, last_view
from portal.ui.listing.address import LONGEST_VALUE, Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.filters import NamedFilter
from portal.ui.listing.page import MOST_CHOSEN, ListPage
from portal.ui.listing.sources import selected

MOST_SUGGESTED = 10
MOST_OF_AN_ADDRESS = 4000

# Fragments that htmx may request alone; the whole page includes the same templates.
FRAGMENTS = {"listing": "ui/listing/listing.html", "results": "ui/listing/results.html"}


def list_urls(listing: Listing) -> list[URLPattern]:
    """Return the URLs of a list: page, suggestions for filters, counts of tabs, cells, sums, export, bulk actions."""
    name = listing.url_name.rpartition(":")[2]
    index = require_safe(partial(show, listing=listing))
    suggestions = require_safe(partial(suggest, listing=listing))
    numbers = require_safe(partial(count_tabs, listing=listing))
    found = [
        path(listing.path, _opened(index, listing.right), name=name),
        path(f"{listing.path}suggestions/", _opened(suggestions, listing.right), name=f"{name}_suggestions"),
        path(f"{listing.path}comptes/", _opened(numbers, listing.right), name=f"{name}_counts"),
    ]
    for column in filter(lambda column: column.edit, listing.columns):
        view = require_http_methods(["GET", "POST"])(partial(edit_cell, listing=listing, column=column))
        cell = f"{listing.path}<int:pk>/case/{column.key}/"
        found.append(path(cell, _opened(view, listing.right), name=f"{name}_cell_{column.key}"))
    if any(column.totals for column in listing.columns):
        view = require_safe(partial(sum_columns, listing=listing))
        found.append(path(f"{listing.path}totaux/", _opened(view, listing.right), name=f"{name}_totals"))
    if listing.export_right:
        view = require_http_methods(["GET", "POST"])(partial(_export, listing=listing))
        found.append(path(f"{listing.path}export/", _opened(view, listing.export_right), name=f"{name}_export"))
    if listing.bulk:
        rights = sorted({action.right for action in listing.bulk})
        view = require_POST(partial(act, listing=listing))
        found.append(path(f"{listing.path}actions/", _opened(view, *rights), name=f"{name}_bulk"))
    return found


def _opened(view: Callable, *rights: str) -> Callable:
    return requires(*rights)(view)


def _export(request: HttpRequest, listing: Listing):
    """CSV or XLSX of exactly what is listed, with the right of the list."""
    if not request.user.has_right(listing.right):
        raise PermissionDenied
    return export_list(request, listing)


def show(request: HttpRequest, listing: Listing, **context):
    """Render a list, or the part htmx swaps. The caller has checked the reader's right."""
    views, shared_views = views_of(request.user, listing)
    default = next((view.query for view in views if view.is_default), "")
    if not request.GET and (query := last_view.of(request, listing) or default):
        return redirect(f"{listing.url}?{query}")
    page = ListPage(request, listing)
    fragment = _fragment(request)
    more = {
        "page": page,
        "tabs": tabs_of(listing, request.user, page.address, views, shared_views),
        "views": views,
        "shared_views": shared_views,
        "may_share": bool(circle_of(request.user)),
        "may_export": listing.may_export(request.user),
    }
    response = render(request, fragment or listing.template, {**more, **context})
    if fragment:
        # Successive keystrokes replace one history entry; a click pushes its own.
        tell = replace_url if request.htmx.target == "results" else push_url
        tell(response, page.url if page.url != listing.url else page.reset_url)
    chosen_display.keep(request, response, page.address)
    last_view.keep(request, response, page.address)
    patch_vary_headers(response, ["HX-Request", "HX-Target", "Sec-CH-UA-Mobile", "User-Agent"])
    return response


def _fragment(request: HttpRequest) -> str:
    if not request.htmx or request.htmx.history_restore_request:
        return ""
    return FRAGMENTS.get(request.htmx.target or "", "")


def suggest(request: HttpRequest, listing: Listing):
    """Return up to ten names for the filter `champ` of a list, as options; none for nonsense."""
    filters = selected(listing, request.user, Address.read(listing, QueryDict()), request).filters
    name = request.GET.get("champ", "")
    typed = request.GET.get(name, "")[:LONGEST_VALUE].strip()
    named = filters.get(name)
    found = named.find(request.user, typed) if isinstance(named, NamedFilter) and typed else []
    return render(request, "ui/listing/suggestions.html", {"names": [name for _key, name in found[:MOST_SUGGESTED]]})


def act(request: HttpRequest, listing: Listing):
    """A bulk action: preview of the rows, then once confirmed the result, or a worker's job."""
    back_url = f"{listing.url}?{request.GET.urlencode()}"[:MOST_OF_AN_ADDRESS]
    wanted = request.POST.get("action", "")
    action = next((action for action in listing.bulk_for(request.user) if action.key == wanted), None)
    rows = chosen_rows(
        listing,
        request.user,
        request.GET.urlencode(),
        request.POST.getlist("choix"),
        everything="tout" in request.POST,
    )
    if problem := _choice_problem(action, rows):
        messages.error(request, problem)
        return redirect(back_url)
    form = BulkReasonForm(request.POST if "confirme" in request.POST else None) if action.needs_reason else None
    context = {"listing": listing, "action": action, "form": form, "back_url": back_url}
    if "confirme" in request.POST and (form is None or form.is_valid()):
        confirmed = {"reason": form.cleaned_data["reason"] if form else "", "by": request.user}
        if len(rows) > AT_ONCE:
            query = request.GET.urlencode()
            job = ask_for_bulk(listing=listing, action=action, rows=rows, query=query, **confirmed)
            return redirect("exchange:bulk", pk=job.pk)
        outcomes = carry_out(listing=listing, action=action, rows=rows, **confirmed)
        return render(request, "exchange/bulk_result.html", {**context, **_parted(outcomes)})
    parted = _parted(foreseen(listing, action, rows, request.user))
    context |= {**parted, "is_long": len(parted["done"]) > AT_ONCE}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "exchange/bulk_confirm.html", context, status=status)


def _choice_problem(action, rows: list) -> str:
    """Return why a bulk action cannot be started, or an empty string."""
    if action is None:
        return _("Action inconnue ou non autorisée.")
    if not rows:
        return _("Cochez d’abord au moins une ligne.")
    if len(rows) > MOST_CHOSEN:
        return _("Une action porte sur 500 lignes au plus : ajoutez un filtre.")
    return ""


def _parted(outcomes: list) -> dict:
    return {
        "done": [outcome for outcome in outcomes if not outcome.refusal],
        "refused": [outcome for outcome in outcomes if outcome.refusal],
    }
