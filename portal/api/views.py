"""`Paramètres → API`: one's tokens; and the document of the API."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.api import actions
from portal.api.document import sections
from portal.api.door import told
from portal.api.forms import TokenForm
from portal.api.models import ApiToken
from portal.api.operations import not_there
from portal.audit.transitions import Refused
from portal.exchange.api import Scope
from portal.ui.steps import Place, Step, form_page, step_page

REVOCATION = Step(
    title=_("Révoquer le jeton"),
    text=_("Les programmes qui utilisent « %(name)s » n’auront plus accès, tout de suite et pour toujours."),
    button=_("Révoquer"),
    icon="ban",
    done=_("Le jeton est révoqué."),
    danger=True,
)
PREFIX = "/api/v1/"
TEMPLATE = "api/tokens.html"


@requires(Permission.API)
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request):
    """One's tokens and the form of a new one, whose secret is shown once, in this answer alone."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            token, secret = actions.create(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return render(request, "api/created.html", {"token": token, "secret": secret})
    mine = ApiToken.objects.visible_to(request.user).order_by("revoked_at", "-created_at")
    return form_page(request, form, TEMPLATE, {"tokens": list(mine[:50])})


@requires(Permission.API)
@require_http_methods(["GET", "POST"])
def revocation(request, pk):
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    url = reverse("api:tokens")
    place = Place(token, _("API"), subtitle=token.name, shows_status=False, back_url=url)
    act = partial(actions.revoke, token=token, by=request.user)
    return step_page(request, REVOCATION, place, act, values={"name": token.name}, go=url)


@public("what the API offers is no secret")
@require_safe
def document(request, api):
    """The OpenAPI document."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX), json_dumps_params={"ensure_ascii": False})


@public("what the API offers is no secret")
@require_safe
def docs(request, api):
    """The same for people, drawn here: nothing is loaded from elsewhere."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    context = {"sections": sections(schema), "scopes": Scope.choices, "base": request.build_absolute_uri("/api/v1")}
    return render(request, "api/docs.html", context)


@csrf_exempt
@public("says that there is nothing at this address")
def nothing(request, url: str = ""):
    return told(not_there())


@public("leads to the document")
@require_safe
def root(request):
    return redirect("api:docs")
