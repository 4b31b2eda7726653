"""The page « Départ » of an account: what it owns, who takes it over, and the account closed."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from portal.access.decorators import requires
from portal.accounts import departures
from portal.accounts.leaving import DepartureForm, leave
from portal.accounts.models import User


class Departures:
    """Gives an account's page its « Départ »; mixed into the accounts' administration."""

    def get_urls(self):
        page = requires()(self.admin_site.admin_view(self.departure))
        return [path("<int:pk>/depart/", page, name="accounts_user_departure"), *super().get_urls()]

    def departure(self, request, pk: int):
        user = get_object_or_404(User.objects.select_related("organisation"), pk=pk)
        if not self.has_change_permission(request, user):
            return redirect("admin:index")
        words = request.GET.get("q", "").strip()[:100]
        form = DepartureForm(request.POST or None, leaver=user, reader=request.user, words=words)
        if request.method == "POST" and form.is_valid():
            leave(request, user, **form.cleaned_data)
            return redirect(reverse("admin:accounts_user_departure", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Départ : %(name)s") % {"name": user.get_full_name()},
            "subtitle": None,
            "original": user,
            "owned": departures.owned_by(user),
            "form": form,
            "words": words,
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/accounts/user/departure.html", context)
