"""The page of an invoice and the steps of its buyer and of the back-office (F11)."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.financing import queries
from crm.financing.actions import deciding
from crm.financing.forms import ReasonForm
from crm.financing.listing import INVOICES
from crm.financing.models import FactoredInvoice
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import may
from portal.core.plugs.panels import panels_for
from portal.core.values.dates import long_date
from portal.core.values.money import format_euros
from portal.documents.serving import serve
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page

APPROVAL = Step(
    title=gettext_lazy("Approuver la facture"),
    text=gettext_lazy("Vous vous engagez à rembourser %(amount)s le %(day)s. L’approbation est définitive."),
    button=gettext_lazy("Approuver"),
    icon="circle-check",
    done=gettext_lazy("La facture est approuvée, le fournisseur est prévenu."),
)
REJECTION = Step(
    title=gettext_lazy("Rejeter la facture"),
    text=gettext_lazy("Le fournisseur reçoit votre motif."),
    button=gettext_lazy("Rejeter"),
    icon="circle-x",
    done=gettext_lazy("La facture est rejetée, le fournisseur est prévenu."),
    danger=True,
)
RELEASE = Step(
    title=gettext_lazy("Retirer du financement"),
    text=gettext_lazy(
        "La facture approuvée ne sera pas payée par le portail. Son montant redevient disponible dans l’enveloppe."
    ),
    button=gettext_lazy("Retirer"),
    icon="ban",
    done=gettext_lazy("La facture est retirée du financement."),
    danger=True,
)
DISPUTE = Step(
    title=gettext_lazy("Ouvrir un litige"),
    text=gettext_lazy("La facture sera bloquée jusqu’à la levée du litige par le back-office."),
    button=gettext_lazy("Ouvrir le litige"),
    icon="gavel",
    done=gettext_lazy("Le litige est ouvert, les autres sont prévenus."),
    danger=True,
)
RESUMPTION = Step(
    title=gettext_lazy("Lever le litige"),
    text=gettext_lazy("La facture reprend au même statut."),
    button=gettext_lazy("Lever le litige"),
    icon="lock-open",
    done=gettext_lazy("Le litige est levé."),
)
BUYERS_OWN = ("payouts.repaid", "financing.settled")
STEPS = ("approve", "reject", "release", "dispute", "resume")


def invoice_for(user, pk: int) -> FactoredInvoice:
    rows = queries.invoices_of(user).select_related("envelope", "document", "supplier__account", "buyer__account")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.FACTORING_VIEW)
@require_safe
def detail(request, pk):
    """The same page for all; commission, net and bank details are drawn for the supplier and those who pay alone."""
    invoice, user = invoice_for(request.user, pk), request.user
    sees_price = user.has_right(Permission.FACTORING_SUPPLY) or user.has_right(Permission.FACTORING_DECIDE)
    accepted = queries.accepted_of(invoice)
    can = {step: may(invoice, step, by=user) for step in STEPS}
    can["release"] = can["release"] and accepted is None
    context = {
        "invoice": invoice,
        "differences": [each for each in invoice.differences if sees_price or each["field"] != "iban"],
        "sees_price": sees_price,
        "accepted": accepted,
        "credits": list(invoice.credit_notes.order_by("pk")),
        "can": can,
        "may_choose": user.has_right(Permission.FACTORING_SUPPLY) and invoice.status == "validated" and not accepted,
        "may_credit": user.has_right(Permission.FACTORING_SUPPLY) and invoice.status not in ("rejected", "settled"),
        "panels": panels_for(request, invoice),
        "timeline": _told_to(user, invoice),
        "list_url": way_back(INVOICES, request.GET),
    }
    return render(request, "crm/financing/detail.html", context)


def _told_to(user, invoice: FactoredInvoice) -> list:
    """The history without what is not a supplier's business: what the buyer repaid, and when."""
    hidden = BUYERS_OWN if user.has_right(Permission.FACTORING_SUPPLY) else ()
    return [line for line in history_of(invoice) if line.event.verb not in hidden]


@requires(Permission.FACTORING_VIEW)
@require_safe
def document(request, pk):
    invoice = invoice_for(request.user, pk)
    if invoice.document is None:
        raise Http404
    return serve(request, invoice.document, inline="telecharger" not in request.GET)


def _step(request, pk: int, step: Step, action, *, with_reason=True, values=None):
    invoice = invoice_for(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None) if with_reason else None
    place = Place(invoice, _("Facture"), f"{invoice.supplier.company_name} · {invoice.number}")
    act = partial(action, invoice=invoice, by=request.user)
    return step_page(request, step, place, act, form=form, values=values(invoice) if values else None)


@requires(Permission.FACTORING_BUY)
@require_http_methods(["GET", "POST"])
def approval(request, pk):
    return _step(request, pk, APPROVAL, deciding.approve, with_reason=False, values=_promise)


def _promise(invoice: FactoredInvoice) -> dict:

    return {"amount": format_euros(invoice.payable), "day": long_date(invoice.repayment_on)}


@requires(Permission.FACTORING_BUY)
@require_http_methods(["GET", "POST"])
def rejection(request, pk):
    return _step(request, pk, REJECTION, deciding.reject)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def release(request, pk):
    return _step(request, pk, RELEASE, deciding.release)


@requires(Permission.FACTORING_BUY, Permission.FACTORING_SUPPLY, Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def dispute(request, pk):
    return _step(request, pk, DISPUTE, deciding.dispute)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def resumption(request, pk):
    return _step(request, pk, RESUMPTION, deciding.resume)
