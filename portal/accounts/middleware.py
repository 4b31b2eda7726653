"""What accounts ask of each request."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation

from portal.accounts import second_factor

# What staff without a second factor may open: what activates one, and the way out.
OPEN_WITHOUT = ("mfa_", "account_logout", "account_reauthenticate", "account_login")


class UserLanguage:
    """Speaks the language a person chose: on their account, else in their cookie, else French.

    The browser's own preference is left aside: the portal's readers are French, and their browser often is not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self._chosen(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def _chosen(request) -> str:
        user = request.user
        wanted = user.language if user.is_authenticated else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class StaffSecondFactor:
    """Leads staff without a second factor to the page that activates one, which says why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.STAFF_SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(OPEN_WITHOUT) or not second_factor.is_missing(request.user):
            return None
        return redirect("mfa_index")
