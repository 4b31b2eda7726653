"""Support page (S14): contact, with a reference found in the logs."""

import logging
import re

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access.decorators import public

log = logging.getLogger("comptoir.support")
REFERENCE = re.compile(r"[0-9a-f]{12}", re.ASCII)


@public("whom to write to when something does not work: also for those who cannot log in")
@require_safe
def support(request):
    """Contact page. An error page passes the id of the failed request; otherwise this request's own is used.

    The visit is logged, so that the reference shown is always in the logs.
    """
    given = request.GET.get("reference", "")
    failed = given if REFERENCE.fullmatch(given) else ""
    log.info("support page opened about %s", failed or "nothing in particular")
    context = {"seller": settings.SELLER, "reference": failed or request.id, "about_failure": bool(failed)}
    return render(request, "dashboard/support.html", context)
