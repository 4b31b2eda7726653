"""Records in the administration: found by their own words, and moved, several at once, by the portal's own steps."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.administration.pages import MOST_AT_ONCE, ReadingAdmin
from portal.audit.transitions import Refused


@dataclass(frozen=True)
class Step:
    """What may be done to several records at once, after a page that says what it means.

    `apply(row, by=…, **values)` may raise `Refused`; `values` are those of `form`, if there is one. `done(number)` says
    how many it was done to.
    """

    title: str | Promise
    explanation: str | Promise
    apply: Callable
    done: Callable[[int], str]
    form: type | None = None


class ShownInline(admin.TabularInline):
    """What belongs to a record, read below it."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class RecordAdmin(ReadingAdmin):
    """Records with a number, a page in the portal and a queryset that knows what matches words.

    `steps` are its actions by name; each is a method with its description and permission, which calls `take`.
    """

    steps: dict[str, Step] = {}
    page_right: str | None = None  # of those whom the record's page in the portal opens to

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def view_on_site(self, row) -> str:
        return row.get_absolute_url()

    def render_change_form(self, request, context, **kwargs):
        response = super().render_change_form(request, context, **kwargs)
        if self.page_right and not request.user.has_right(self.page_right):
            response.context_data["has_absolute_url"] = False
        return response

    def line(self, row) -> str:
        """How a chosen record reads on the page that asks for confirmation."""
        return str(row)

    def take(self, request, queryset, name: str):
        """Asks about a step, or takes it once that is confirmed."""
        step, chosen = self.steps[name], list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            text = _("Choisissez au plus %(most)d lignes à la fois.") % {"most": MOST_AT_ONCE}
            self.message_user(request, text, messages.WARNING)
            return None
        confirmed = "confirmed" in request.POST
        form = step.form(request.POST if confirmed else None) if step.form else None
        if confirmed and (form is None or form.is_valid()):
            self._apply(request, chosen, step, form.cleaned_data if form else {})
            return None
        words = {"title": step.title, "explanation": step.explanation, "lines": [self.line(row) for row in chosen]}
        return self.confirmation(request, chosen, action=name, form=form, **words)

    def _apply(self, request, chosen: list, step: Step, values: dict) -> None:
        done = 0
        for row in chosen:
            try:
                step.apply(row, by=request.user, **values)
                done += 1
            except Refused as refusal:
                told = _("%(label)s : %(value)s") % {"label": row.number, "value": refusal.sentence}
                self.message_user(request, told, messages.WARNING)
        if done:
            self.message_user(request, step.done(done), messages.SUCCESS)
