"""Lookup of the contract a page is about, in the reader's scope."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from contracts.sales.models import Contract
from portal.audit.transitions import Refused, refusal
from portal.core.columns import narrowed
from portal.core.page_queries import page_rows

DETAIL = ("owner", "agency", "product", "client", "document", "signed_document")
# Columns of the contract page: all of the contract, and little more than names of related rows.
SHOWN = (
    *(field.name for field in Contract._meta.concrete_fields),
    *("owner__first_name", "owner__last_name", "agency__name", "product__name"),
    *(f"{file}__{field}" for file in ("document", "signed_document") for field in ("name", "size", "created_at")),
)


def contract_shown(user, number: str) -> Contract:
    """Return the contract as `contract_for` does, with what its page shows."""
    return _or_why_not(_shown(user, number), user, number)


def contract_for(user, number: str) -> Contract:
    """Return the contract with this number in the reader's scope; 404 otherwise, whether it exists or not.

    Raises `Refused`, saying by whom and when, for a reader who could see it until it was taken back to draft.
    """
    return _or_why_not(_whole(user, number), user, number)


@page_rows
def _shown(user, number):
    return narrowed(Contract.objects.filter(number=number).visible_to(user), SHOWN)


@page_rows
def _whole(user, number):
    return Contract.objects.filter(number=number).visible_to(user).select_related(*DETAIL)


def _or_why_not(found: list[Contract], user, number: str) -> Contract:
    if found:
        return found[0]
    if taken_back := Contract.objects.filter(number=number).taken_back_from(user).first():
        raise Refused(taken_back, refusal(taken_back))
    raise Http404


def draft_for(user, pk: int) -> Contract:
    """Return a contract in the reader's scope by its primary key, whatever its status."""
    return get_object_or_404(Contract.objects.visible_to(user).select_related(*DETAIL), pk=pk)
