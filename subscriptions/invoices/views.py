"""An invoice's page, its PDF, and the credit note that corrects it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.documents.serving import serve
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page
from subscriptions.invoices import actions
from subscriptions.invoices.forms import CreditForm
from subscriptions.invoices.listing import INVOICES
from subscriptions.invoices.models import Invoice

CREDIT = Step(
    title=_("Établir un avoir"),
    text=_("Il reste %(left)s sur la facture %(number)s. Un avoir n’est pas modifiable."),
    button=_("Établir l’avoir"),
    icon="receipt",
    done=_("L’avoir est établi."),
    danger=True,
)


def _invoice_for(user, pk: int) -> Invoice:
    found = Invoice.objects.visible_to(user).select_related("printed__file", "corrects", "account")
    return get_object_or_404(found, pk=pk)


@requires(Permission.INVOICES)
@require_safe
def invoice(request, pk):
    row = _invoice_for(request.user, pk)
    may_credit = request.user.has_right(Permission.PAYMENTS_REFUND) and not row.is_credit_note
    context = {
        "invoice": row,
        "lines": row.lines.all(),
        "printed": getattr(row, "printed", None),
        "credit_notes": row.credit_notes.order_by("pk"),
        "may_credit": may_credit and actions.left_to_credit(row) > 0,
        "timeline": history_of(row),
        "list_url": way_back(INVOICES, request.GET),
    }
    return render(request, "subscriptions/invoices/detail.html", context)


@requires(Permission.INVOICES)
@require_safe
def pdf(request, pk):
    """The sealed PDF; while it is being made, its page says so."""
    row = _invoice_for(request.user, pk)
    printed = getattr(row, "printed", None)
    if printed is None:
        return redirect(row)
    return serve(request, printed.file, inline="telecharger" not in request.GET)


@requires(Permission.PAYMENTS_REFUND)
@require_http_methods(["GET", "POST"])
def credit(request, pk):
    row = _invoice_for(request.user, pk)
    if row.is_credit_note:
        raise Http404
    left = actions.left_to_credit(row)
    if not left:
        raise PermissionDenied
    form = CreditForm(request.POST if request.method == "POST" else None)
    act = partial(_credit, form, row, request.user)
    place = Place(row, _("Facture"), subtitle=row.number, shows_status=False)
    values = {"left": actions.format_euros(left), "number": row.number}
    return step_page(request, CREDIT, place, act, form=form, values=values, go=lambda note: note)


def _credit(form, row, by, **values):
    try:
        return actions.credit_and_refund(invoice=row, by=by, **values)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
