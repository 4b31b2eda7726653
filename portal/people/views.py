"""Pages of one account: its file, its form, its rights."""

from functools import partial

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.accounts import administering, departures, second_factor, stewards
from portal.accounts.models import User
from portal.audit.history import history_of
from portal.people import queries
from portal.people.forms import PersonForm
from portal.people.listing import PEOPLE
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back

SESSIONS_SHOWN = 5


def person_for(user, pk: int) -> User:
    """Return the account for those who administer accounts; 404 for everybody else."""
    return get_object_or_404(User.objects.managed_by(user).select_related("organisation"), pk=pk)


def changeable_for(user, pk: int) -> User:
    """Return the account to those who may change it; 403 for the account of a superuser."""
    found = person_for(user, pk)
    if not stewards.may_change(user, found):
        raise PermissionDenied
    return found


@requires(Permission.PEOPLE)
@require_safe
def person(request, pk):
    """The file of an account."""
    found = person_for(request.user, pk)
    factors = Authenticator.objects.filter(user=found, type__in=second_factor.TYPES)
    context = {
        "person": found,
        "may_change": stewards.may_change(request.user, found),
        "may_close": stewards.may_close(request.user, found),
        "may_set_rights": stewards.may_set_rights(request.user, found),
        "domains": queries.had_by(queries.rights_of(found, request.user)),
        "owned": departures.owned_by(found),
        "sessions": list(queries.sessions_of(found)[:SESSIONS_SHOWN]),
        "has_second_factor": factors.exists(),
        "timeline": history_of(found),
        "list_url": way_back(PEOPLE, request.GET),
    }
    return render(request, "people/person.html", context)


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def new(request):
    """Make an account; an invitation leaves with it."""
    if not stewards.may_manage(request.user):
        raise PermissionDenied
    form = PersonForm.of(request, reader=request.user)

    def save():
        try:
            sent = administering.open_account(user=form.instance, by=request.user)
        except IntegrityError:  # somebody made it since the form looked
            form.add_error("email", _("Un compte existe déjà avec cette adresse."))
            return None
        _say_invited(request, form.instance, sent)
        return form.instance

    return edit_page(request, form, save=save, template="people/form.html")


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    found = changeable_for(request.user, pk)
    form = PersonForm.of(request, instance=found, reader=request.user)

    def save():
        change = partial(administering.change_account, user=form.instance, changed=form.changed, by=request.user)
        if change(version=form.seen_version):
            _say_invited(request, form.instance, True)
        return found

    return edit_page(
        request,
        form,
        save=save,
        template="people/form.html",
        context={"person": found},
        done=_("Le compte est enregistré."),
    )


def _say_invited(request, person: User, sent: bool) -> None:
    if sent:
        messages.success(request, _("Invitation envoyée à %(email)s.") % {"email": person.email})


@requires(Permission.PEOPLE)
@require_safe
def matrix(request):
    """What each role may do, and who may do more."""
    if not stewards.may_manage(request.user):
        raise PermissionDenied
    people = queries.with_extra_rights(request.user)[: queries.MOST_DIFFERENT]
    context = {
        "roles": queries.role_names(),
        "domains": queries.matrix(),
        "different": queries.differences(people),
    }
    return render(request, "people/matrix.html", context)


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def rights(request, pk):
    """The rights of one account: those of its role as given, the others to tick."""
    found = person_for(request.user, pk)
    if not stewards.may_set_rights(request.user, found):
        raise PermissionDenied
    domains = queries.rights_of(found, request.user)
    if request.method == "POST":
        open_rights = [right.key for domain in domains for right in domain.rights if right.open and not right.by_role]
        wanted = set(request.POST.getlist("extra_rights"))
        administering.set_extra_rights(user=found, among=open_rights, wanted=wanted, by=request.user)
        messages.success(request, _("Les droits sont enregistrés."))
        return redirect(found)
    return render(request, "people/rights.html", {"person": found, "domains": domains})
