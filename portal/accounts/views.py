"""Settings, the photo, and the page where an invited person chooses a password."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.access.decorators import requires
from portal.accounts import actions, demo_accounts
from portal.accounts.forms import AUTO, ChoosePasswordForm, SettingsForm
from portal.accounts.models import User
from portal.accounts.passwords import rules
from portal.ui.steps import form_page

THEME_COOKIE = "theme"
YEAR = 365 * 24 * 3600
FILLED_ADDRESS = "login_address"


class Login(LoginView):
    """The login page: the address is filled in for who comes from an invitation, demo accounts shown in a demo."""

    def get_initial(self) -> dict:
        return super().get_initial() | {"login": self.request.session.get(FILLED_ADDRESS, "")}

    def get_context_data(self, **kwargs) -> dict:
        people = demo_accounts.shown()
        return super().get_context_data(**kwargs) | {"demo_people": people, "demo_password": demo_accounts.PASSWORD}


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request) -> HttpResponse:
    """`Paramètres`: oneself, one's photo, language and look."""
    theme = request.COOKIES.get(THEME_COOKIE, AUTO)
    form = SettingsForm(request.POST or None, request.FILES or None, instance=_own(request), initial={"theme": theme})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        person = actions.save_settings(user=request.user, values=values, photo=form.cleaned_data["photo_file"])
        with override(person.language):  # the next page is in the language just chosen
            messages.success(request, _("Vos paramètres sont enregistrés."))
        return _with_choices(redirect("accounts:settings"), person.language, form.cleaned_data["theme"])
    return form_page(request, form, "accounts/settings.html")


def _own(request) -> User:
    """A second copy of one's account: a refused form must not change the name the page shows on top."""
    return User.objects.select_related("organisation").get(pk=request.user.pk)


def _with_choices(response, language: str, theme: str) -> HttpResponse:
    """Language and look also as cookies: the login page has no account to ask."""
    cookie = {"max_age": YEAR, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **cookie)
    if theme != AUTO:
        response.set_cookie(THEME_COOKIE, theme, **cookie)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@requires()
@require_POST
def photo_removal(request) -> HttpResponse:
    actions.remove_photo(user=request.user)
    messages.success(request, _("Votre photo est supprimée."))
    return redirect("accounts:settings")


@requires()
@require_GET
def photo(request, pk: int) -> FileResponse:
    """The photo of oneself or of somebody one works with; private, so no cache keeps it."""
    return photo_of(get_object_or_404(User.objects.visible_to(request.user).exclude(photo=""), pk=pk))


def photo_of(person: User) -> FileResponse:
    """Return the photo of somebody whom the caller's reader may see; 404 when there is none any more."""
    try:
        response = FileResponse(person.photo.open("rb"), content_type="image/jpeg")
    except FileNotFoundError:  # replaced a moment ago
        raise Http404 from None
    response["Cache-Control"] = "no-store, private"
    response["Content-Disposition"] = "inline"
    return response


def choose_password(request, link, user: User) -> HttpResponse:
    """The page of an invitation, behind the gate of secure links: the rules, then the password, then the login page."""
    if not user.is_invited:
        return redirect("account_login")
    sent = request.method == "POST" and "password1" in request.POST
    form = ChoosePasswordForm(request.POST if sent else None, user=user)
    if sent and form.is_valid():
        if actions.accept_invitation(link=link, password=form.cleaned_data["password1"]):
            messages.success(request, _("Votre mot de passe est enregistré. Connectez-vous pour commencer."))
            request.session[FILLED_ADDRESS] = user.email
        return redirect("account_login")
    return form_page(request, form, "accounts/choose_password.html", {"person": user, "rules": rules()})


def new_invitation(link) -> None:
    """Another invitation for who asks on the page of an expired one, which answers alike whatever comes of it."""
    user = User.objects.filter(pk=link.about_id).first()
    if user:
        actions.invite(user=user)
