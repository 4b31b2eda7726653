"""Why a piece is refused; why an identity document is looked at."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.review.enums import Purpose, Why
from portal.core.values.kept_words import to_keep


class RefusalForm(forms.Form):
    """A ready-made reason, or one's own."""

    why = forms.ChoiceField(label=_("Motif du refus"), choices=Why.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Votre motif"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ce texte est envoyé au client. Précisez le document attendu."),
    )

    def clean(self):
        values = super().clean()
        values["words"] = " ".join((values.get("words") or "").split())
        if values.get("why") == Why.OTHER and not values["words"]:
            self.add_error("words", gettext("Indiquez le motif. Il est envoyé au client."))
        return values

    @property
    def sentence(self) -> str:
        """What the client reads."""
        words = self.cleaned_data["words"]
        if self.cleaned_data["why"] == Why.OTHER:
            return words
        ready = to_keep(Why(self.cleaned_data["why"]).label)
        return f"{ready} {words}".strip()[:500]


class LookForm(forms.Form):
    """Asked before an identity document is shown outside of its review."""

    purpose = forms.ChoiceField(
        label=_("Pourquoi consultez-vous cette pièce ?"),
        choices=[choice for choice in Purpose.choices if choice[0] != Purpose.REVIEW],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Précision"), required=False, max_length=300)

    def clean(self):
        values = super().clean()
        if values.get("purpose") == Purpose.OTHER and not (values.get("note") or "").strip():
            self.add_error("note", gettext("Indiquez la raison. Elle reste dans le journal."))
        return values
