"""Moving a meeting, calling a request off: open to both sides, as the workflow says (D13)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from presales.requests.actions import ending
from presales.requests.forms import OtherDatesForm, ReasonForm
from presales.requests.views.scope import request_to


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def cancellation(request, pk):
    """`Annuler la demande`, with a reason."""
    item = request_to("cancel", request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ending.cancel(request=item, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("La demande est annulée."))
        return redirect(item)
    context = {"item": item, "form": form}
    return render(request, "presales/requests/cancellation.html", context, status=422 if form.is_bound else 200)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def move(request, pk):
    """`Déplacer le rendez-vous`: it leaves the calendars, the team proposes again."""
    item = request_to("move", request.user, pk)
    form = OtherDatesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ending.move(request=item, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le rendez-vous est retiré des agendas, trois autres dates vont suivre."))
        return redirect(item)
    context = {"item": item, "form": form}
    return render(request, "presales/requests/move.html", context, status=422 if form.is_bound else 200)
