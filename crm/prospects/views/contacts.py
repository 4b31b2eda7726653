"""`Contacts` (F5): several, exactly one favourite."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.contacts import actions
from crm.contacts.forms import ContactForm, HeirForm
from crm.contacts.models import Contact
from crm.prospects.messages import file_url
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_for, file_to_edit
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.records.views import edit_page


@requires(Permission.CLIENTS_VIEW)
@require_safe
def index(request, pk):
    client = file_for(request.user, pk)
    return render(request, "crm/prospects/tabs/contacts.html", file_context(request, client, "contacts"))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    client = file_to_edit(request.user, pk)
    form = ContactForm.of(request)

    def save():
        try:
            return form.create(actions.add, by=request.user, client=client)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        return None

    return _form_page(request, form, client, save, done=_("Le contact est ajouté."))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk, contact):
    client = file_to_edit(request.user, pk)
    contact = get_object_or_404(Contact.objects.select_related("client"), client=client, pk=contact)
    form = ContactForm.of(request, instance=contact)

    def save():
        return form.change(actions.change, by=request.user, contact=contact)

    return _form_page(request, form, client, save, contact=contact, done=_("Le contact est enregistré."))


def _form_page(request, form, client, save, *, done, contact=None):
    context = file_context(request, client, "contacts") | {"contact": contact}
    return edit_page(
        request,
        form,
        save=save,
        template="crm/prospects/contact.html",
        context=context,
        done=done,
        go=lambda _saved: redirect(file_url(client, "contacts")),
    )


@requires(Permission.CLIENTS_EDIT)
@require_POST
def favourite(request, pk, contact):
    client = file_to_edit(request.user, pk)
    contact = get_object_or_404(Contact.objects.select_related("client"), client=client, pk=contact)
    actions.make_favourite(contact=contact, by=request.user)
    messages.success(request, _("%(name)s est le contact favori.") % {"name": contact.display_name})
    return redirect(file_url(client, "contacts"))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def deletion(request, pk, contact):
    """Delete a contact; the favourite names its successor first."""
    client = file_to_edit(request.user, pk)
    contact = get_object_or_404(Contact.objects.select_related("client"), client=client, pk=contact)
    others = Contact.objects.filter(client=client).exclude(pk=contact.pk)
    form = (
        HeirForm(request.POST if request.method == "POST" else None, others=others)
        if contact.is_favourite and others.exists()
        else None
    )
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            actions.remove(contact=contact, heir=form.cleaned_data["heir"] if form else None, by=request.user)
        except Refused as refused:
            messages.warning(request, refused.sentence)
        else:
            messages.success(request, _("Le contact est supprimé."))
        return redirect(file_url(client, "contacts"))
    context = file_context(request, client, "contacts") | {"contact": contact, "form": form}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "crm/prospects/contact_deletion.html", context, status=status)
