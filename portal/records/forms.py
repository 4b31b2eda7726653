"""The form of a record: it carries the version it was filled from, and the key of what it creates."""

from collections.abc import Callable
from copy import copy
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.audit.transitions import lock
from portal.records.actions import Stale

LARGEST_VERSION = 2**31 - 1


class RecordForm(forms.Form):
    """Mixin, before `ModelForm` or alone; the template prints `{{ form.version }}{{ form.key }}`.

    The form works on a copy of the instance: the page still shows the record as it is in the database.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_VERSION)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    stale_advice = _(
        "Votre saisie est gardée ci-dessous : vérifiez-la, puis enregistrez pour remplacer l’autre version."
    )

    def __init__(self, *args, **kwargs):
        if kwargs.get("instance") is not None:
            kwargs["instance"] = copy(kwargs["instance"])
        super().__init__(*args, **kwargs)
        self.is_stale = False
        self.initial.setdefault("key", uuid4())
        if hasattr(self, "instance"):
            self.initial.setdefault("version", self.instance.version)

    @classmethod
    def of(cls, request, **kwargs):
        """Return the form as this request fills it: bound to what was posted, empty otherwise."""
        return cls(request.POST, request.FILES, **kwargs) if request.method == "POST" else cls(**kwargs)

    @property
    def seen_version(self) -> int:
        """The version of the record that the person read; 0 when it was not sent."""
        return self.cleaned_data.get("version") or 0

    @property
    def creation_key(self) -> UUID:
        return self.cleaned_data.get("key") or uuid4()

    def values(self) -> dict:
        """Return what was typed in the model's fields."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def create(self, action: Callable, *, by, **more):
        """Call `action` with what was typed and the key of the record that it makes."""
        return action(values=self.values(), key=self.creation_key, by=by, **more)

    def change(self, action: Callable, *, by, **more):
        """Call `action` with what was typed and the version of the record that the person read."""
        return action(values=self.values(), version=self.seen_version, by=by, **more)

    def follow(self, record, **more: str) -> None:
        """Carry the version that `record` has now, and `more` data, keeping what was typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(record.version)
        self.data.update({self.add_prefix(name): value for name, value in more.items()})

    def show_stale(self, stale: Stale) -> None:
        """Say on top what changed meanwhile; sent again, the form replaces the record as it is now."""
        self.is_stale = True
        self.follow(stale.subject)
        self.add_error(None, f"{stale.sentence} {self.stale_advice}")


class CheckedForm(RecordForm):
    """The form of a record that Django's administration saves itself, in the transaction that reads the form.

    A stale form gets its error among the others and replaces the record once sent again. The administration's page has
    `version` among its fields.
    """

    def clean(self):
        values = super().clean()
        if self.instance.pk and set(self.changed_data) - {"version", "key"}:
            row = lock(self.instance)
            if row.version != self.seen_version:
                self.show_stale(Stale(row))
        return values

    def save(self, commit=True):
        if self.instance.pk:
            self.instance.touch()
        return super().save(commit)
