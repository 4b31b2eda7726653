"""The PDF of a statement: totals by currency, split, dates of value, stale values told."""

from django.conf import settings

from contracts.aggregation.presentation import Aggregation
from contracts.statements.models import Statement
from portal.documents.rendering import render_pdf

TEMPLATE = "contracts/pdf/statement.html"


def context_of(statement: Statement) -> dict:
    """Return the values that the template prints."""
    return {
        "seller": settings.SELLER,
        "portal_name": settings.PORTAL_NAME,
        "statement": statement,
        "client": statement.client,
        "adviser": statement.client.owner,
        "aggregation": Aggregation(statement.owner, statement.client, statement.day),
    }


def pdf_of(statement: Statement) -> bytes:
    return render_pdf(TEMPLATE, context_of(statement))
