"""What an adviser does about an onboarding: send the link, send it again."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.clients.models import Client
from crm.contacts.queries import favourite_of
from crm.onboarding.actions import inviting
from crm.onboarding.forms import InvitationForm
from crm.onboarding.models import Onboarding
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.steps import Place, Step, step_page

INVITATION = Step(
    title=_("Inviter à s’inscrire"),
    text=_("Le client reçoit un lien personnel : il vérifie ses informations et joint ses documents, en cinq minutes."),
    button=_("Envoyer le lien"),
    icon="send",
    done=_("Le lien est parti."),
)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def invite(request, pk):
    """`Inviter`, from any client's page."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    contact = favourite_of(client)
    initial = {
        "name": contact.display_name if contact else client.person_name or client.display_name,
        "email": (contact.email if contact else "") or client.email,
    }
    form = InvitationForm(request.POST if request.method == "POST" else None, initial=initial)
    act = partial(inviting.invite, client=client, by=request.user)

    def send(**values):
        try:
            act(**values)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return False
        return True

    place = Place(client, _("Fiche client"), client.display_name)
    return step_page(request, INVITATION, place, send, form=form)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def renewal(request, pk):
    """`Renvoyer le lien`, in one click."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    onboarding = get_object_or_404(Onboarding.objects.visible_to(request.user), client=client)
    try:
        inviting.renew(onboarding=onboarding, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("Un nouveau lien est parti. L’ancien n’est plus valable."))
    return redirect(client)
