"""Unreadable files: the reader gets a page in words, and staff are alerted."""

from django.http import HttpRequest, HttpResponse

from portal.celery import wake
from portal.documents import verification
from portal.documents.files import AlteredFile
from portal.ui import errors


class UnreadableFiles:
    """Turn `AlteredFile` from any view into a page, and record the fault so that it shows at `/etat/`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AlteredFile):
            return None
        verification.note(exception)
        wake("operations.tell_faults")
        return errors.unreadable_file(request)
