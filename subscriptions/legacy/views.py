"""Pages of one older account."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page
from subscriptions.legacy import actions
from subscriptions.legacy.listing import LEGACY
from subscriptions.legacy.models import LegacyAccount

REMOVAL = Step(
    title=_("Supprimer ce compte"),
    text=_("Il disparaît de la liste. Si un conseiller ajoute cette adresse, elle sera inconnue."),
    button=_("Supprimer ce compte"),
    icon="trash",
    done=_("Le compte est supprimé."),
    danger=True,
)


@requires(Permission.PORTFOLIO_REVIEW)
@require_safe
def detail(request, pk):
    account = get_object_or_404(LegacyAccount.objects.visible_to(request.user).select_related("account"), pk=pk)
    context = {
        "account": account,
        "others": LegacyAccount.objects.of(account.email).exclude(pk=pk),
        "links": account.links.select_related("owner").order_by("-created_at")[:20],
        "list_url": way_back(LEGACY, request.GET),
    }
    return render(request, "subscriptions/legacy/detail.html", context)


@requires(Permission.PORTFOLIO_IMPORT)
@require_http_methods(["GET", "POST"])
def removal(request, pk):
    account = get_object_or_404(LegacyAccount.objects.visible_to(request.user), pk=pk)
    place = Place(account, _("Compte d’une ancienne base"), account.email, shows_status=False)
    act = partial(actions.remove, account=account, by=request.user)
    return step_page(request, REMOVAL, place, act, go=lambda done: reverse("subscriptions:legacy_accounts"))
