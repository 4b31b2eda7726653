"""`Mon portfolio`, the back-office's queue, and leaving an agent."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.ui.steps import Place, Step, form_page, step_page
from subscriptions.portfolio import actions, queries
from subscriptions.portfolio.enums import LinkState
from subscriptions.portfolio.forms import AddForm, RefusalForm
from subscriptions.portfolio.listing import known_as

ACCEPTANCE = Step(
    title=_("Accepter le lien"),
    text=_("Le conseiller pourra gérer l’abonnement de cette personne. Elle est prévenue, et peut le quitter."),
    button=_("Accepter le lien"),
    icon="user-check",
    done=_("Le lien est fait. Le client et le conseiller sont prévenus."),
)
REFUSAL = Step(
    title=_("Refuser le lien"),
    button=_("Refuser le lien"),
    icon="user-x",
    done=_("Le lien est refusé. Le conseiller est prévenu."),
    danger=True,
)
DEPARTURE = Step(
    title=_("Quitter ce conseiller"),
    text=_("Dès maintenant, il ne voit plus vos abonnements et ne peut plus rien acheter pour vous. Vous les gardez."),
    button=_("Quitter ce conseiller"),
    icon="user-off",
    done=_("Ce conseiller ne gère plus votre compte."),
    danger=True,
)


@requires(Permission.PORTFOLIO_USE)
@require_http_methods(["GET", "POST"])
def add(request):
    """`Ajouter un nouveau client`: the answer is the same whether the address is known or not."""
    form = AddForm.of(request)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        _link, is_new = actions.add(email=email, key=form.creation_key, by=request.user)
        told = gettext("%(email)s est ajouté à votre portfolio.") if is_new else gettext("%(email)s y est déjà.")
        messages.success(request, told % {"email": email})
        return redirect("subscriptions:portfolio")
    return form_page(request, form, "subscriptions/portfolio/add.html")


@requires(Permission.PORTFOLIO_REVIEW)
@require_GET
def request_page(request, pk):
    """One request for a link, with all that helps to decide."""
    link = get_object_or_404(queries.queue_of(request.user), pk=pk)
    context = {
        "link": link,
        "known_as": known_as(link),
        "is_waiting": link.state == LinkState.PENDING,
        "others": queries.agents_of(link.account).exclude(pk=link.pk) if link.account_id else [],
        "timeline": history_of(link),
    }
    return render(request, "subscriptions/portfolio/request.html", context)


@requires(Permission.PORTFOLIO_REVIEW)
@require_http_methods(["GET", "POST"])
def acceptance(request, pk):
    link = get_object_or_404(queries.queue_of(request.user), pk=pk)
    act = partial(actions.accept, link=link, by=request.user)
    return step_page(request, ACCEPTANCE, _place(link), act, go="subscriptions:portfolio_queue")


@requires(Permission.PORTFOLIO_REVIEW)
@require_http_methods(["GET", "POST"])
def refusal(request, pk):
    link = get_object_or_404(queries.queue_of(request.user), pk=pk)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    act = partial(actions.refuse, link=link, by=request.user)
    return step_page(request, REFUSAL, _place(link), act, form=form, go="subscriptions:portfolio_queue")


def _place(link) -> Place:
    url = reverse("subscriptions:portfolio_request", args=[link.pk])
    return Place(link, _("Demande"), link.email, back_url=url)


@requires(Permission.SPACE_OWN)
@require_http_methods(["GET", "POST"])
def departure(request, pk):
    """The client leaves an agent."""
    link = get_object_or_404(queries.portfolio_of(request.user), pk=pk)
    if link.account_id != request.user.pk:
        raise PermissionDenied
    place = Place(link, _("Mon espace"), link.owner.get_full_name(), False, reverse("subscriptions:space"))
    act = partial(actions.leave, link=link, by=request.user)
    return step_page(request, DEPARTURE, place, act, go="subscriptions:space")
