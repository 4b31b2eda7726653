"""The PDF of approved statements, made by a worker."""

from django.conf import settings

from portal.audit.history import record
from portal.audit.transitions import lock
from portal.documents.files import store_for
from portal.documents.rendering import render_pdf
from portal.earnings.statements import queries
from portal.earnings.statements.enums import Status
from portal.earnings.statements.models import Statement

TEMPLATE = "earnings/statements/pdf.html"
BATCH = 5


def print_due() -> int:
    """Print the approved statements that have no PDF yet; return how many."""
    waiting = Statement.objects.exclude(status=Status.TO_APPROVE).filter(document=None)
    return sum(print_one(each) for each in waiting.select_related("agent", "agency").order_by("approved_at")[:BATCH])


def context_of(statement: Statement) -> dict:
    return {
        "seller": settings.SELLER,
        "portal_name": settings.PORTAL_NAME,
        "statement": statement,
        "figures": queries.figures_of(statement),
        "lines": list(queries.lines_of(statement)),
    }


def print_one(statement: Statement) -> bool:
    """Store the PDF of a statement, once."""
    content = render_pdf(TEMPLATE, context_of(statement))

    def attach(stored) -> bool:
        row = lock(statement)
        if row.document_id:
            return False
        Statement.objects.filter(pk=row.pk).update(document=stored)
        record(row, "earnings.statement_printed", data={"sha256": stored.sha256})
        return True

    name = f"releve-{statement.month:%Y-%m}-{statement.agent_id}.pdf"
    return store_for(attach, content, name=name, kind="earnings_statement", about=statement, sealed=True)
