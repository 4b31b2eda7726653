"""`Annuler`: a plain form, in the message after an act and on the page of its record."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.access.decorators import requires
from portal.ui import returning
from portal.undo import commands
from portal.undo.models import Reversal


@requires()
@require_POST
def undoing(request, pk):
    """Undo one's own act."""
    reversal = get_object_or_404(Reversal, pk=pk, by=request.user)
    row = commands.undo(reversal=reversal, by=request.user)
    messages.success(request, _("C’est annulé : %(subject)s est comme avant.") % {"subject": row})
    return redirect(returning.address(request) or row)
