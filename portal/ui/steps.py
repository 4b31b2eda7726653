"""Pages of one form, and step pages: what a step does, its form if any, its button."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import Promise

Text = str | Promise


def form_status(form) -> int:
    """Return the HTTP status of a page that shows `form`: 200, 422 with errors, 409 when the record changed."""
    if not form.is_bound:
        return 200
    return 409 if getattr(form, "is_stale", False) else 422


def form_page(request, form, template: str, context: dict | None = None):
    """Render `template` with `form`, under the status that its state asks for."""
    return render(request, template, {"form": form, **(context or {})}, status=form_status(form))


@dataclass(frozen=True)
class Step:
    """How a step reads: the page's `title`, what the step does, its `button`, and the message once it is `done`.

    `text` may name values that the view gives: `%(name)s`.
    """

    title: Text
    button: Text
    icon: str
    text: Text = ""
    done: Text = ""
    danger: bool = False


@dataclass(frozen=True)
class Place:
    """Where a step page is: the record it is `about`, the label of the way back, and a subtitle."""

    about: object
    back_label: Text
    subtitle: Text = ""
    shows_status: bool = True
    back_url: str = ""
    cancel_url: str = ""

    @property
    def url(self) -> str:
        return self.back_url or self.about.get_absolute_url()

    @property
    def other_way(self) -> str:
        """Return the URL of the cancel button."""
        return self.cancel_url or self.url

    @property
    def status(self) -> object | None:
        return self.about if self.shows_status else None


def step_page(
    request,
    step: Step,
    place: Place,
    act: Callable,
    *,
    form=None,
    values: dict | None = None,
    go=None,
    template: str = "layouts/step.html",
    context: dict | None = None,
):
    """Show `step`; once it is confirmed, call `act` with what was typed, say that it is done and leave.

    `act` calls one action. A sentence that it returns is said instead of `step.done`; False shows the form again, to
    which it has added why. `values` are those that the step's text names. `go` is where it leads, or a function that
    gives that for what `act` returned; the record without it.
    """
    if request.method == "POST" and (form is None or form.is_valid()):
        outcome = act(**(form.cleaned_data if form else {}))
        if outcome is not False:
            messages.success(request, outcome if isinstance(outcome, str) else step.done)
            return redirect(_destination(place, outcome, go))
    told = {"step": step, "place": place, "text": step.text % values if values else step.text, "form": form}
    return render(request, template, {**told, **(context or {})}, status=form_status(form) if form else 200)


def _destination(place: Place, outcome, go):
    if go is None:
        return place.about
    return go(outcome) if callable(go) else go
