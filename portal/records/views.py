"""The page of a record's form."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import Promise

from portal.records.actions import Stale
from portal.ui.steps import form_page, form_status

__all__ = ["edit_page", "form_status"]


def edit_page(
    request,
    form,
    *,
    save: Callable,
    template: str,
    context: dict | None = None,
    done: str | Promise = "",
    go: Callable = redirect,
):
    """Show `form`; once it is valid, `save()`, say `done` and `go` to the record that was saved.

    `save` calls one action and returns its record, or None to show the form again. What it raises as `Stale` is told
    on the form, which keeps what was typed (409).
    """
    if form.is_bound and form.is_valid():
        try:
            saved = save()
        except Stale as stale:
            form.show_stale(stale)
        else:
            if saved is not None:
                if done:
                    messages.success(request, done)
                return go(saved)
    return form_page(request, form, template, context)
