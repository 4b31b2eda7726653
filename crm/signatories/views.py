"""`+ Ajouter un signataire`, in guided steps, each saved by itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.clients.views.scope import usable_client_for
from crm.signatories import actions
from crm.signatories.enums import Step
from crm.signatories.forms import FORMS, IdentityForm
from crm.signatories.models import Signatory
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.records.views import edit_page
from portal.ui.parts import Step as StepPart


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    client = usable_client_for(request, pk)
    initial = {"role": "legal" if client.is_company else "holder"}
    if not client.is_company:
        initial |= {name: getattr(client, name) for name in ("civility", "last_name", "first_name", "birth_date")}
    form = IdentityForm.of(request, initial=initial)
    return edit_page(
        request,
        form,
        save=lambda: form.create(actions.add, by=request.user, client=client),
        template="crm/signatories/step.html",
        context={"client": client, "step": Step.IDENTITY, "steps": _steps(None, Step.IDENTITY)},
        go=lambda signatory: redirect(_after(signatory, Step.IDENTITY)),
    )


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk, signatory_pk, step):
    if step not in Step.values:
        raise Http404
    signatory = _signatory(request, pk, signatory_pk)
    form = FORMS[step].of(request, instance=signatory)
    return edit_page(
        request,
        form,
        save=lambda: form.change(actions.fill, by=request.user, signatory=signatory),
        template="crm/signatories/step.html",
        context={
            "client": signatory.client,
            "signatory": signatory,
            "step": Step(step),
            "steps": _steps(signatory, step),
        },
        done=_("Étape enregistrée."),
        go=lambda saved: redirect(_after(saved, step)),
    )


def _after(signatory: Signatory, step: str) -> str:
    """The next step in order; the client's data after the last one."""
    order = list(Step)
    position = order.index(Step(step)) + 1
    if position < len(order):
        return _step_url(signatory, order[position])
    return f"{signatory.client.get_absolute_url()}donnees/"


def _step_url(signatory: Signatory, step: str) -> str:
    return f"{signatory.client.get_absolute_url()}signataires/{signatory.pk}/{step}/"


def _steps(signatory: Signatory | None, current: str) -> list[StepPart]:
    done = signatory.done_steps if signatory else {}
    return [
        StepPart(str(step.label), "current" if step == current else "done" if done.get(step) else "todo")
        for step in Step
    ]


@requires(Permission.CLIENTS_EDIT)
@require_POST
def link(request, pk, signatory_pk):
    """`Renvoyer le lien` that verifies the address."""
    signatory = _signatory(request, pk, signatory_pk)
    try:
        actions.send_again(signatory=signatory, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Le lien est envoyé à %(email)s.") % {"email": signatory.email})
    return redirect("crm:data", pk=pk)


@requires(Permission.CONTRACTS_CONFIRM)
@require_POST
def mobile(request, pk, signatory_pk):
    """The back-office looked at a mobile that more than three clients share."""
    actions.review_phone(signatory=_signatory(request, pk, signatory_pk), by=request.user)
    messages.success(request, _("Le mobile est vérifié."))
    return redirect("crm:data", pk=pk)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def removal(request, pk, signatory_pk):
    signatory = _signatory(request, pk, signatory_pk)
    if request.method == "POST":
        actions.remove(signatory=signatory, by=request.user)
        messages.success(request, _("%(name)s ne signe plus pour ce client.") % {"name": signatory.full_name})
        return redirect("crm:data", pk=pk)
    return render(request, "crm/signatories/removal.html", {"client": signatory.client, "signatory": signatory})


def _signatory(request, pk, signatory_pk) -> Signatory:
    rows = Signatory.objects.visible_to(request.user).filter(client__archived_at=None).select_related("client")
    return get_object_or_404(rows, pk=signatory_pk, client_id=pk)
