"""The back-office's queue: contracts to validate, and locks."""

from functools import partial

from django.contrib.auth import get_user_model
from django.http import Http404, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contracts.confirmation import actions as confirming
from contracts.confirmation import queries as office
from contracts.confirmation.forms import QueueFilter, ReasonForm
from contracts.sales import queries
from contracts.sales.enums import CallOutcome
from contracts.sales.models import Contract
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.codes.locking import TYPING
from portal.core.paging import Page, page
from portal.ui.components.controls import button
from portal.ui.listing import counting
from portal.ui.listing.whole import WholeList
from portal.ui.parts import Tab
from portal.ui.steps import Place, Step, step_page

CASES = 12  # each with its forms: twice as many would be a heavy page
ORDER = "signed_at"
SHOWN_LOCKS = 100
CHOICES = CallOutcome.choices
TYPING_UNLOCKING = Step(
    title=gettext_lazy("Débloquer un conseiller"),
    text=gettext_lazy(
        "%(name)s ne peut plus saisir de code : %(why)s. Ses clients peuvent toujours signer eux-mêmes. "
        "Vérifiez ce qui s’est passé avant de débloquer."
    ),
    button=gettext_lazy("Débloquer"),
    icon="lock-open",
)
QUEUE = WholeList(Contract, queries.waiting_for_back_office, key=ORDER)


@requires(Permission.CONTRACTS_CONFIRM)
@require_safe
def index(request):
    """Signed contracts to confirm, oldest first (S12)."""
    filters = QueueFilter(request.GET)
    asked = filters.asked()
    listed, count = _found(request.user, asked, request.GET.get("suite", "")[:200])
    return render(
        request,
        "contracts/queue.html",
        {
            "page": listed,
            "rows": office.rows_of(listed.rows),
            "filters": filters,
            "asked": asked,
            "count": count.sentence(lambda number: ngettext("contrat", "contrats", number)),
            "outcomes": _outcomes(),
            "tab_items": _tabs(request, locks=office.open_locks().count()),
            "hidden": _hidden(request),
        },
    )


def _found(user, asked: dict, cursor: str) -> tuple[Page, counting.Count]:
    """Return a page of the queue, and its length."""
    if not any(asked.values()):
        return QUEUE.page(user, cursor=cursor, size=CASES), QUEUE.count(user)
    found = office.narrowed(queries.waiting_for_back_office(user), **asked)
    listed = page(found, key=ORDER, cursor=cursor, descending=False, size=CASES)
    return listed, counting.count(found, up_to=counting.MOST_FINDS)


def _outcomes() -> SafeString:
    """Return the possible outcomes of a call, as buttons of each row."""
    buttons = (button(label, type="submit", name="outcome", value=value, size="small") for value, label in CHOICES)
    return mark_safe("".join(buttons))


def _hidden(request) -> SafeString:
    """Return the hidden fields of each row's two forms: the token, and the state of the queue."""
    fields = (("csrfmiddlewaretoken", get_token(request)), ("file", QueueFilter.address(request.GET)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


def _tabs(request, *, locks: int) -> list[Tab]:
    pages = [
        (_("À confirmer"), reverse("contracts:queue"), None),
        (_("Signatures bloquées"), reverse("contracts:locks"), locks),
    ]
    return [Tab(label, url, url == request.path, count) for label, url, count in pages]


def back_to_queue(request, contract=None):
    """Redirect to the queue with its filters (`file` holds them), at the same contract."""
    typed = QueryDict(request.POST.get("file", "")[:1000])
    query = QueueFilter.address(typed)
    place = f"#{contract.number}" if contract else ""
    return redirect(f"{reverse('contracts:queue')}{'?' if query else ''}{query}{place}")


@requires(Permission.CONTRACTS_CONFIRM)
@require_safe
def locks(request):
    """Signatures and agents locked after too many codes, oldest first."""
    found = list(office.open_locks()[:SHOWN_LOCKS])
    rows = office.lock_rows(request.user, found)
    return render(
        request,
        "contracts/locks.html",
        {
            "signatures": [row for row in rows if row.contract],
            "agents": [row for row in rows if row.agent],
            "tab_items": _tabs(request, locks=len(found)),
        },
    )


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def typing_unlocking(request, pk):
    """Let an agent type codes again, with a reason."""
    locked = office.open_locks().filter(purpose=TYPING, about_id=str(pk))
    agent = get_object_or_404(get_user_model(), pk=pk)
    place = Place(agent, _("Signatures bloquées"), agent.get_full_name(), False, reverse("contracts:locks"))
    act = partial(confirming.unlock_typing, agent=agent, by=request.user)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    lock = locked.first()
    if lock is None and not form.is_valid():
        raise Http404
    values = {"name": agent.get_full_name(), "why": lock.get_limit_display() if lock else ""}
    return step_page(request, TYPING_UNLOCKING, place, act, form=form, values=values, go=place.url)
