"""What is done to an account: invite again, close, open, take away the second factor, hand over before leaving."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.accounts import actions, departures, stewards
from portal.accounts.leaving import DepartureForm, leave
from portal.administration.pages import ReasonForm
from portal.people.views import changeable_for, person_for
from portal.ui.steps import Place, Step, form_page, step_page
from portal.undo.commands import open_for
from portal.undo.offers import offer

CLOSING = Step(
    title=gettext_lazy("Désactiver le compte"),
    text=gettext_lazy(
        "%(name)s perd l’accès à sa prochaine page. Ses fiches restent à son nom : « Départ » les confie à quelqu’un."
    ),
    button=gettext_lazy("Désactiver"),
    icon="user-x",
    danger=True,
)
OPENING = Step(
    title=gettext_lazy("Réactiver le compte"),
    text=gettext_lazy("%(name)s se connecte à nouveau, avec le même mot de passe."),
    button=gettext_lazy("Réactiver"),
    icon="user-check",
    done=gettext_lazy("Le compte est réactivé."),
)
FACTOR = Step(
    title=gettext_lazy("Retirer le second facteur"),
    text=gettext_lazy("Pour une personne qui a perdu son téléphone ou sa clé. Vérifiez d’abord son identité."),
    button=gettext_lazy("Retirer"),
    icon="key",
    done=gettext_lazy("Le second facteur est retiré."),
    danger=True,
)


def _place(person) -> Place:
    return Place(person, gettext_lazy("Compte"), subtitle=person.get_full_name())


def _closable_for(user, pk: int):
    found = person_for(user, pk)
    if not stewards.may_close(user, found):
        raise PermissionDenied
    return found


@requires(Permission.PEOPLE)
@require_POST
def invitation(request, pk):
    """`Renvoyer l’invitation`."""
    found = changeable_for(request.user, pk)
    if actions.invite(user=found, by=request.user):
        messages.success(request, _("Invitation envoyée à %(email)s.") % {"email": found.email})
    else:
        messages.warning(request, _("Ce compte est désactivé, ou son mot de passe est déjà choisi."))
    return redirect(found)


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def closing(request, pk):
    """`Désactiver`, which can be undone for a few seconds."""
    found = _closable_for(request.user, pk)
    if request.method == "POST":
        if actions.deactivate(user=found, by=request.user):
            found.refresh_from_db()
            offer(request, _("Le compte est désactivé, ses sessions sont fermées."), open_for(found, request.user))
        else:
            messages.error(request, _("Le dernier superutilisateur ne peut pas être désactivé."))
        return redirect(found)
    return step_page(request, CLOSING, _place(found), lambda: None, values={"name": found.get_full_name()})


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def opening(request, pk):
    """`Réactiver`."""
    found = changeable_for(request.user, pk)
    act = partial(actions.reactivate, user=found, by=request.user)
    return step_page(request, OPENING, _place(found), act, values={"name": found.get_full_name()})


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def second_factor_removal(request, pk):
    """`Retirer le second facteur`, with the reason."""
    found = _closable_for(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = partial(actions.forget_second_factor, user=found, by=request.user)
    return step_page(request, FACTOR, _place(found), lambda reason: act(reason=reason) and None, form=form)


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def departure(request, pk):
    """`Départ`: who takes over what somebody owns, then the account closes."""
    found = changeable_for(request.user, pk)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    form = DepartureForm(request.POST or None, leaver=found, reader=request.user, words=words)
    owned = departures.owned_by(found)
    if request.method == "POST" and form.is_valid():
        leave(request, found, **form.cleaned_data)
        return redirect("people:departure" if departures.owned_by(found) else "people:person", pk=pk)
    return form_page(request, form, "people/departure.html", {"person": found, "owned": owned, "words": words})
