"""The administration itself: its name, its door, and what has no page there."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _

# Pages of libraries that would do behind the portal's back what its own actions do and record.
WITHOUT_PAGES = {"auth.group", "account.emailaddress", "account.emailconfirmation", "mfa.authenticator"}
WITHOUT_PAGES |= {"usersessions.usersession"}


class Administration(AdminSite):
    site_header = site_title = _("%(name)s — administration") % {"name": settings.PORTAL_NAME}
    index_title = _("Que voulez-vous modifier ?")

    def register(self, model_or_iterable, admin_class=None, **options):
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        kept = [model for model in models if model._meta.label_lower not in WITHOUT_PAGES]
        super().register(kept, admin_class, **options)

    def get_urls(self):
        """Before Django's own: the way from a record to its page."""
        found = path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(on_site), name="view_on_site")
        return [found, *super().get_urls()]

    def login(self, request, extra_context=None):
        """The portal's own page, so that the second factor counts here as well."""
        return secure_admin_login(super().login)(request, extra_context)


def on_site(request, content_type_id: int, object_id: str):
    """The page of a record; a key that its model cannot have is of none, where Django answers 500."""
    try:
        return shortcut(request, content_type_id, object_id)
    except (ValidationError, OverflowError) as error:
        raise Http404 from error
