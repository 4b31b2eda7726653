"""The support page (S14): whom to write to, with a reference that the logs know."""

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
    """Whom to write to. An error page hands over the id of the request that failed; else this request's own serves.

    The visit is logged, so that the reference shown is found in the logs whichever it is.
    """
    given = request.GET.get("reference", "")
    failed = given if REFERENCE.fullmatch(given) else ""
    log.info("support page opened about %s", failed or "nothing in particular")
    context = {"seller": settings.SELLER, "reference": failed or request.id, "about_failure": bool(failed)}
    return render(request, "dashboard/support.html", context)
