"""Choice of notifications: a box per kind and place."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from portal.messaging.choices import Places
from portal.messaging.kinds import Kind


@dataclass(frozen=True)
class Line:
    """One kind of the table, with its two boxes."""

    kind: Kind
    portal: object
    mail: object


class ChoicesForm(forms.Form):
    """`kinds` are those of the reader, `places` where they are told of each now."""

    def __init__(self, *args, kinds: list[Kind], places: dict[str, Places], **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            words, now = {"kind": kind.label}, places[kind.name]
            self._add(f"{kind.name}-portal", _("%(kind)s : dans le portail") % words, now.portal)
            self._add(f"{kind.name}-mail", _("%(kind)s : par e-mail") % words, now.mail)

    def _add(self, name: str, label: str, now: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False, initial=now)

    def lines(self) -> list[Line]:
        return [Line(kind, self[f"{kind.name}-portal"], self[f"{kind.name}-mail"]) for kind in self.kinds]

    def chosen(self) -> dict[str, Places]:
        """Return the ticked places, by kind."""
        ticked = self.cleaned_data
        return {
            kind.name: Places(portal=ticked[f"{kind.name}-portal"], mail=ticked[f"{kind.name}-mail"])
            for kind in self.kinds
        }
