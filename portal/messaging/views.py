"""The demo mailbox: what clients and colleagues would have received. Only with demo gateways."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from portal.access.decorators import public
from portal.core.plugs import attachments
from portal.messaging import mailbox
from portal.messaging.models import DemoDelivery
from portal.messaging.states import Channel

REASON = "demo mailbox: only with demo gateways, holds demo messages only"
# The mail of somebody's template may not script, submit or load anything; its links open in our tab.
LETTER_POLICY = (
    "sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox; "
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


def _in_demo_only(view):
    @wraps(view)
    def shown(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return public(REASON)(shown)


def _mail(pk: int) -> DemoDelivery:
    return get_object_or_404(DemoDelivery, pk=pk, channel=Channel.EMAIL)


def _layout(request) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/public.html"


@_in_demo_only
def demo_mailbox(request):
    """Both boxes. `?a=` filters by recipient; a script polls with `?depuis=`, the newest it has."""
    asked = request.GET.get("a", "")[:254]
    boxes = mailbox.boxes(mailbox.recipient_named(asked))
    if request.htmx and request.GET.get("depuis") == str(boxes.newest):
        return HttpResponse(status=204)
    template = "messaging/demo_mailbox.html" + ("#boxes" if request.htmx else "")
    return render(request, template, {"boxes": boxes, "asked": asked, "layout": _layout(request)})


@_in_demo_only
def demo_message(request, pk):
    """One e-mail."""
    mail = _mail(pk)
    context = {"mail": mail, "enclosures": mailbox.enclosures(mail), "layout": _layout(request)}
    return render(request, "messaging/demo_message.html", context)


@_in_demo_only
def demo_body(request, pk):
    """The HTML of an e-mail, alone in a sandboxed frame."""
    base = '<base target="_top">'
    html = _mail(pk).html
    html = html.replace("<head>", f"<head>{base}", 1) if "<head>" in html else base + html
    headers = {
        "Content-Security-Policy": LETTER_POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "SAMEORIGIN",
    }
    return HttpResponse(html, headers=headers)


@_in_demo_only
def demo_attachment(request, pk, index):
    """One attachment of an e-mail, as a download."""
    mail = _mail(pk)
    try:
        name, content, kind = attachments.read(mail.attachments[index])
    except (IndexError, LookupError):
        raise Http404 from None
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
