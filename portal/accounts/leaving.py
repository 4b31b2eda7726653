"""Somebody leaves: who takes over, and what is done then; for the portal and its administration."""

from django import forms
from django.contrib import messages
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import actions, departures
from portal.accounts.models import User
from portal.accounts.queries import successors_of
from portal.core.values.text import normalise

SHOWN = 30


class DepartureForm(forms.Form):
    """Form of a departure: the successor, the reason, and whether the account closes."""

    successor = forms.ModelChoiceField(
        label=_("Confier ce qui est à son nom à"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    close = forms.BooleanField(label=_("Désactiver le compte"), required=False, initial=True)
    reason = forms.CharField(
        label=_("Motif"), max_length=200, required=False, help_text=_("Il reste dans l’historique de chaque fiche.")
    )

    def __init__(self, data=None, *, leaver: User, reader: User, words: str = ""):
        super().__init__(data)
        field = self.fields["successor"]
        self.leaver = leaver
        field.queryset = successors_of(leaver)
        field.widget.choices = [(person.pk, _described(person)) for person in self._shown(leaver, words)]
        if leaver.pk == reader.pk:
            del self.fields["close"]

    @staticmethod
    def _shown(leaver: User, words: str) -> list[User]:
        """Return the people whose name was typed, else the colleagues of the agency."""
        found = successors_of(leaver)
        if not words:
            found = found.filter(organisation=leaver.organisation_id)
        for word in normalise(words).split():
            found = found.filter(search_text__contains=word)
        return list(found.select_related("organisation")[:SHOWN])

    def clean_successor(self) -> User | None:
        successor = self.cleaned_data["successor"]
        if successor and (problem := departures.problem(self.leaver, successor)):
            raise forms.ValidationError(problem)
        return successor

    def clean(self) -> dict:
        values = super().clean()
        if not values.get("successor") and not values.get("close") and not self.errors:
            raise forms.ValidationError(gettext("Choisissez à qui confier, ou cochez « Désactiver le compte »."))
        return values


def _described(person: User) -> str:
    agency = f" — {person.organisation}" if person.organisation_id else ""
    return f"{person.get_full_name()}{agency} ({person.email})"


def leave(request, user: User, *, successor: User | None, reason: str, close: bool = False) -> None:
    """The account closes first: nothing new comes while the rest changes hands."""
    if close and not actions.deactivate(user=user, by=request.user, reason=reason, left=True):
        messages.error(request, gettext("Le dernier superutilisateur ne peut pas être désactivé."))
        return
    if close:
        messages.success(request, gettext("Le compte est désactivé, ses sessions sont fermées."))
    if not successor:
        if left := sum(owned.count for owned in departures.owned_by(user)):
            said = ngettext(
                "%(count)d fiche n’est confiée à personne : choisissez quelqu’un ci-dessous.",
                "%(count)d fiches ne sont confiées à personne : choisissez quelqu’un ci-dessous.",
                left,
            )
            messages.warning(request, said % {"count": left})
        return
    moved = departures.hand_over(user=user, to=successor, by=request.user, reason=reason)
    said = {"count": moved, "name": successor.get_full_name()}
    messages.success(request, gettext("%(count)d fiches sont maintenant à %(name)s.") % said)
    if left := sum(owned.count for owned in departures.owned_by(user)):
        messages.warning(request, gettext("Il en reste %(count)d : confirmez encore une fois.") % {"count": left})
