"""Payments to suppliers by file, and repayments of buyers, for the back-office (F11)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.financing.queries import invoices_of, to_pay
from crm.payouts import actions, queries
from crm.payouts.forms import ReasonForm, RepaymentForm, UntilForm
from crm.payouts.models import PayoutFile
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.documents.serving import serve
from portal.records.views import edit_page
from portal.ui.steps import Place, Step, form_page, step_page

SHOWN = 50
EXECUTION = Step(
    title=gettext_lazy("Marquer comme exécuté"),
    text=gettext_lazy("À confirmer quand la banque a reçu le fichier : %(count)s virement(s), %(total)s en tout."),
    button=gettext_lazy("Marquer comme exécuté"),
    icon="circle-check",
    done=gettext_lazy("Le fichier est exécuté, les fournisseurs sont prévenus."),
)
CANCELLATION = Step(
    title=gettext_lazy("Annuler ce fichier"),
    text=gettext_lazy("Seulement si la banque n’a pas traité ce fichier. Ses paiements iront dans un autre."),
    button=gettext_lazy("Annuler le fichier"),
    icon="ban",
    done=gettext_lazy("Le fichier est annulé."),
    danger=True,
)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def index(request):
    """What waits to be paid, and the files made so far."""
    waiting = list(to_pay().order_by("payment_on", "pk")[:SHOWN])
    first = waiting[0].payment_on if waiting else dates.today()
    form = UntilForm(request.POST if request.method == "POST" else None, initial={"until": first})
    if form.is_bound and form.is_valid():
        try:
            return redirect(actions.make_file(until=form.cleaned_data["until"], by=request.user))
        except Refused as refused:
            form.add_error("until", refused.sentence)
    context = {"waiting": waiting, "files": list(queries.files_of(request.user)[:SHOWN])}
    return form_page(request, form, "crm/payouts/index.html", context)


def _file(request, pk: int) -> PayoutFile:
    return get_object_or_404(queries.files_of(request.user).select_related("document"), pk=pk)


@requires(Permission.FACTORING_DECIDE)
@require_safe
def detail(request, pk):
    file = _file(request, pk)
    payouts = file.payouts.select_related("quote__invoice__supplier", "bank_account").order_by("pk")
    context = {"file": file, "payouts": list(payouts), "timeline": history_of(file)}
    return render(request, "crm/payouts/detail.html", context)


@requires(Permission.FACTORING_DECIDE)
@require_safe
def download(request, pk):
    """The same bytes each time: the bank knows the file by its number."""
    return serve(request, _file(request, pk).document)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def execution(request, pk):
    file = _file(request, pk)
    values = {"count": file.payouts.count(), "total": format_euros(file.total)}
    act = partial(actions.execute, file=file, by=request.user)
    return step_page(request, EXECUTION, Place(file, _("Fichier de paiement"), file.number), act, values=values)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def cancellation(request, pk):
    file = _file(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = partial(actions.cancel, file=file, by=request.user)
    return step_page(request, CANCELLATION, Place(file, _("Fichier de paiement"), file.number), act, form=form)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def repayment(request, pk):
    """`Noter un remboursement`."""
    invoice = get_object_or_404(invoices_of(request.user), pk=pk)
    initial = {"amount": invoice.left, "received_on": dates.today()}
    form = RepaymentForm.of(request, initial=initial)

    def save():
        values = {name: form.cleaned_data[name] for name in ("amount", "received_on")}
        try:
            made = actions.repay(invoice=invoice, key=form.creation_key, by=request.user, **values)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return None
        if made.excess:
            messages.info(request, _("Le trop-perçu est dû à l’acheteur."))
        return invoice

    done = _("Le remboursement est noté.")
    context = {"invoice": invoice}
    return edit_page(request, form, save=save, template="crm/payouts/repayment.html", context=context, done=done)
