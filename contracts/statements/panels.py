"""`Relevé` beside a client's aggregation: print one, find the last ones."""

from django.template.loader import render_to_string

from contracts.statements.models import Statement

SHOWN = 5


def statements(request, client) -> str:
    """Render the button that prints a statement for the day shown, and the reader's last statements."""
    rows = list(Statement.objects.visible_to(request.user).filter(client=client).select_related("file")[:SHOWN])
    context = {"client": client, "statements": rows, "day": request.GET.get("au", "")[:10]}
    return render_to_string("contracts/statements/panel.html", context, request=request)
