"""The list of messages in failure, declared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.messaging.models import Message
from portal.operations import dead_letters
from portal.operations.filters import LostFilters
from portal.ui.components.controls import badge
from portal.ui.components.formats import ago, at_time
from portal.ui.listing.cards import from_template
from portal.ui.listing.declaration import BulkAction, Column, Empty, Listing, Sort

COLUMNS = (
    Column("message", _("Message"), dead_letters.title_of),
    Column("a", _("À"), dead_letters.masked_recipient),
    Column("pourquoi", _("Pourquoi"), "told_error"),
    Column("etat", _("État"), lambda row: badge(row.get_state_display(), tone=row.status_tone, icon=row.status_icon)),
    Column("depuis", _("Écrit"), lambda row: ago(row.created_at)),
    Column("essais", _("Essais"), "attempts", number=True),
    Column("code", _("Code"), "error_code", default=False),
    Column("ecrit", _("Écrit le"), lambda row: at_time(row.created_at), default=False),
)

RESEND = BulkAction(
    key="renvoyer",
    label=_("Renvoyer"),
    icon="send",
    question=_("Renvoyer ces messages, sans changement, aux mêmes destinataires ?"),
    run=dead_letters.resend,
    refusal=dead_letters.refusal,
    right=Permission.OPERATIONS_RESEND,
)


LOST = Listing(
    name="messages-en-echec",
    title=_("Messages en échec"),
    path="etat/messages/",
    url_name="operations:messages",
    right=Permission.OPERATIONS_VIEW,
    model=Message,
    source=dead_letters.lost_messages,
    filters=LostFilters,
    columns=COLUMNS,
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="depuis"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="depuis"),
    ),
    card=from_template("operations/_lost_card.html"),
    noun=lambda count: ngettext("message", "messages", count),
    empty=Empty(
        _("Aucun message en échec"),
        _("Tous les messages sont partis. Les messages refusés s’afficheront ici."),
        icon="circle-check",
    ),
    search_label=_("Chercher un message"),
    search_hint=_("Numéro ou adresse entière, ou objet exact"),
    row_url=lambda row: reverse("operations:message", args=[row.pk]),
    row_name=lambda row: f"{dead_letters.title_of(row)} {dead_letters.masked_recipient(row)}",
    bulk=(RESEND,),
    template="operations/messages.html",
)
