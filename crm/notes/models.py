"""Notes and calls, written in place on the page of a party."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.notes.enums import ICONS, Kind
from portal.access.permissions import Permission
from portal.records.models import Record


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The notes on files that `user` may open; a client with an account reads none of them."""
        if not user.has_right(Permission.CLIENTS_VIEW):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))


class Note(Record):
    """What somebody wrote about a party; only its author changes it."""

    CREATED_BY = "author"

    client = models.ForeignKey(Client, models.CASCADE, related_name="notes", verbose_name=_("client"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes", verbose_name=_("auteur"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("texte"), max_length=4000)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.CheckConstraint(name="crm_note_kind_known", condition=Q(kind__in=Kind.values))]
        indexes = [models.Index(fields=["client", "created_at", "id"], name="crm_note_client_created")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("crm:note", args=[self.client_id, self.pk])

    @property
    def icon(self) -> str:
        return ICONS[self.kind]
