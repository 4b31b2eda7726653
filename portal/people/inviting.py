"""`Inviter plusieurs personnes`: a pasted list, what will happen line by line, then one confirmation."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts import administering, stewards
from portal.accounts.forms import OrganisationRule
from portal.accounts.models import User
from portal.people import lines
from portal.people.forms import OrganisationField
from portal.ui.steps import form_page

LONGEST_LIST = 60_000
PAGE = "people/invitations.html"


class InvitationsForm(OrganisationRule, forms.Form):
    people = forms.CharField(
        label=gettext_lazy("Personnes"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Une personne par ligne, 200 au plus. Exemples : « Nadia Durand &lt;nadia@exemple.fr&gt; » "
            "ou « Nadia ; Durand ; nadia@exemple.fr », copié d’un tableau."
        ),
        error_messages={"required": gettext_lazy("Collez au moins une ligne.")},
    )
    role = forms.ChoiceField(label=gettext_lazy("Rôle"), choices=Role.choices, initial=Role.AGENT)
    organisation = OrganisationField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].with_headings()

    def clean_people(self) -> str:
        text = self.cleaned_data["people"]
        count = len(lines.split(text))
        if not count:
            raise ValidationError(_("Collez au moins une ligne."))
        if count > lines.MOST_LINES:
            raise ValidationError(
                _("%(count)d lignes : %(most)d au plus à la fois.") % {"count": count, "most": lines.MOST_LINES}
            )
        return text


@dataclass
class Outcome:
    """What becomes of a list: who is invited, who has an account already, which lines say nothing usable."""

    created: list[lines.Person] = field(default_factory=list)
    known: list[lines.Person] = field(default_factory=list)
    refused: list[lines.Person] = field(default_factory=list)

    @property
    def refused_text(self) -> str:
        return "\n".join(person.text for person in self.refused)


def foresee(people: list[lines.Person]) -> Outcome:
    """Say what would happen to each line."""
    outcome, known = Outcome(), lines.known_among(people)
    for person in people:
        if person.problem:
            outcome.refused.append(person)
        elif person.email in known:
            outcome.known.append(person)
        else:
            outcome.created.append(person)
    return outcome


def invite_all(people: list[lines.Person], *, role: str, organisation, by: User) -> Outcome:
    """Make the accounts that are not there yet and invite their owners, each in its own transaction.

    Sent twice, it invites once: an address has one account.
    """
    outcome = foresee(people)
    wanted, outcome.created = outcome.created, []
    for person in wanted:
        names = {"first_name": person.first_name, "last_name": person.last_name}
        user = User(email=person.email, role=role, organisation=organisation, **names)
        try:
            with transaction.atomic():
                administering.open_account(user=user, by=by)
        except IntegrityError:  # made a moment ago by somebody else
            outcome.known.append(person)
        else:
            outcome.created.append(person)
    return outcome


@requires(Permission.PEOPLE)
@require_http_methods(["GET", "POST"])
def page(request):
    """The box, then the preview, then what came of it; lines that cannot be used stay in the box."""
    if not stewards.may_manage(request.user):
        raise PermissionDenied
    form = InvitationsForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, PAGE)
    values = form.cleaned_data
    people = lines.read(values["people"])
    if "confirme" not in request.POST:
        return render(request, PAGE, {"form": form, "foreseen": foresee(people)})
    outcome = invite_all(people, role=values["role"], organisation=values["organisation"], by=request.user)
    _say(request, outcome)
    if not outcome.refused:
        return redirect("people:list")
    rest = {"people": outcome.refused_text, "role": values["role"], "organisation": values["organisation"]}
    return render(request, PAGE, {"form": InvitationsForm(initial=rest), "refused": outcome.refused})


def _say(request, outcome: Outcome) -> None:
    sent, known = len(outcome.created), len(outcome.known)
    if sent:
        said = ngettext("%(count)d personne invitée.", "%(count)d personnes invitées.", sent)
        messages.success(request, said % {"count": sent})
    if known:
        said = ngettext(
            "%(count)d personne avait déjà un compte : rien ne lui a été envoyé.",
            "%(count)d personnes avaient déjà un compte : rien ne leur a été envoyé.",
            known,
        )
        messages.info(request, said % {"count": known})
    if refused := len(outcome.refused):
        said = ngettext("%(count)d ligne à corriger.", "%(count)d lignes à corriger.", refused)
        messages.warning(request, said % {"count": refused})
