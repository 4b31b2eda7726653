"""Print finished questionnaires: version, answers, result and why. A worker does it."""

from itertools import islice

from django.conf import settings
from django.db.models import QuerySet

from crm.drive.actions import QUESTIONNAIRES, file_sealed
from crm.questionnaires.models import Response
from portal.audit.history import record
from portal.audit.transitions import lock
from portal.documents import lettering
from portal.documents.files import store_for
from portal.documents.rendering import render_pdf

TEMPLATE = "crm/questionnaires/pdf.html"
BATCH = 5


def to_print() -> QuerySet:
    """Return the finished responses without a PDF, those whose client's name cannot be printed included."""
    return Response.objects.finished().filter(document=None).order_by("finished_at")


def print_due() -> int:
    """Print the questionnaires that wait; return how many. Names that cannot be printed hold up no other."""
    return sum(print_one(each) for each in _next_ones())


def _next_ones() -> list[Response]:
    waiting = to_print().select_related("client", "version", "by").iterator()
    return list(islice((each for each in waiting if not unprintable_in(each.client)), BATCH))


def unprintable_in(client) -> str:
    """Return the signs of the client's name that no font of the document has; the PDF waits while there are any."""
    return lettering.missing(client.display_name)


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
        file_sealed(client=client, document=stored, name=stored.name, folder=QUESTIONNAIRES)
        record(client, "questionnaires.printed", data=facts)
        return True

    name = f"{response.slug.upper()}-{response.finished_at:%Y-%m-%d}.pdf"
    return store_for(attach, content, name=name, kind="questionnaire", about=response.client, sealed=True)
