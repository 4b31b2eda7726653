"""Print finished questionnaires: version, answers, result and why. A worker does it."""

from django.conf import settings
from django.db.models import QuerySet

from crm.questionnaires.models import Response
from portal.audit.history import record
from portal.audit.transitions import lock
from portal.documents.files import store_for
from portal.documents.rendering import render_pdf

TEMPLATE = "crm/questionnaires/pdf.html"
BATCH = 5


def to_print() -> QuerySet:
    return Response.objects.finished().filter(document=None).order_by("finished_at")


def print_due() -> int:
    """Print the questionnaires that wait; return how many."""
    return sum(print_one(each) for each in to_print().select_related("client", "version", "by")[:BATCH])


def context_of(response: Response) -> dict:
    """Return the values that the template prints."""
    return {
        "seller": settings.SELLER,
        "portal_name": settings.PORTAL_NAME,
        "response": response,
        "result": response.result,
        "client": response.client,
    }


def print_one(response: Response) -> bool:
    """Store the sealed PDF of a response, once; its SHA-256 goes into the client's history."""
    content = render_pdf(TEMPLATE, context_of(response))

    def attach(stored) -> bool:
        client = lock(response.client)
        if not Response.objects.filter(pk=response.pk, document=None).update(document=stored):
            return False
        facts = {"kind": response.get_slug_display(), "sha256": stored.sha256}
        record(client, "questionnaires.printed", data=facts)
        return True

    name = f"{response.slug.upper()}-{response.finished_at:%Y-%m-%d}.pdf"
    return store_for(attach, content, name=name, kind="questionnaire", about=response.client, sealed=True)
