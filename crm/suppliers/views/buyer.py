"""`Mes fournisseurs`: a buyer invites them, sends the link again, takes them away."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.envelopes.queries import buyer_of
from crm.suppliers import actions, queries
from crm.suppliers.forms import InvitationForm
from crm.suppliers.models import SupplierLink
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.records.views import edit_page
from portal.ui.steps import Place, Step, step_page

REMOVAL = Step(
    title=gettext_lazy("Retirer ce fournisseur"),
    text=gettext_lazy("Il ne pourra plus vous envoyer de facture. Celles déjà déposées continuent."),
    button=gettext_lazy("Retirer"),
    icon="user-x",
    done=gettext_lazy("Le fournisseur est retiré."),
    danger=True,
)


def _buyer(request):
    buyer = buyer_of(request.user)
    if buyer is None:
        raise Http404
    return buyer


def _link(request, pk: int) -> SupplierLink:
    rows = SupplierLink.objects.visible_to(request.user).select_related("buyer", "supplier")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.FACTORING_BUY)
@require_safe
def index(request):
    return render(request, "crm/suppliers/index.html", {"links": list(queries.links_of(_buyer(request)))})


@requires(Permission.FACTORING_BUY)
@require_http_methods(["GET", "POST"])
def new(request):
    buyer, form = _buyer(request), InvitationForm.of(request)

    def save():
        try:
            return actions.invite(buyer=buyer, key=form.creation_key, by=request.user, **form.values())
        except Refused as refused:
            form.add_error("email", refused.sentence)
            return None

    done = _("L’invitation part par e-mail.")
    return edit_page(request, form, save=save, template="crm/suppliers/invite.html", done=done)


@requires(Permission.FACTORING_BUY)
@require_POST
def again(request, pk):
    actions.send_again(link=_link(request, pk), by=request.user)
    messages.success(request, _("Un nouveau lien part par e-mail. L’ancien ne fonctionne plus."))
    return redirect("crm:suppliers")


@requires(Permission.FACTORING_BUY)
@require_http_methods(["GET", "POST"])
def removal(request, pk):
    link = _link(request, pk)
    act = partial(actions.remove, link=link, by=request.user)
    place = Place(link, _("Mes fournisseurs"), link.name)
    return step_page(request, REMOVAL, place, act)
