"""The drive of a client: folders, files with their versions, the bin, and what the client is asked for."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.drive import rules
from crm.drive.enums import Kind, Source
from portal.access.permissions import Permission
from portal.core.values import dates


class NodeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the nodes of the clients that `user` may see."""
        if not user.has_right(Permission.CLIENTS_VIEW):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))

    def kept(self):
        """Return what is not in the bin."""
        return self.filter(bin_root=None)

    def binned(self):
        """Return what was put into the bin itself, not what lies in it."""
        return self.filter(binned_at__isnull=False)

    def files(self):
        return self.filter(kind=Kind.FILE)


class Node(models.Model):
    """A folder or a file. `stored`, `size` and `number` are those of the file's latest version.

    Whoever changes a node holds the lock of its client. `sealed` nodes come from the portal and are read-only.
    In the bin, `bin_root` is the node that was deleted (itself, or the folder it lies in); that node alone has
    `binned_at`, and `origin`, the names of the folders it was in.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="nodes", verbose_name=_("client"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(_("nom"), max_length=160)
    key = models.CharField(max_length=rules.LONGEST_KEY, editable=False)
    sort_name = models.CharField(max_length=200, editable=False)
    depth = models.PositiveSmallIntegerField(default=1)
    sealed = models.BooleanField(default=False)
    stored = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    size = models.PositiveBigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    changed_at = models.DateTimeField(_("modifié le"), default=dates.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    bin_root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="binned_with")
    binned_at = models.DateTimeField(null=True, blank=True)
    binned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.JSONField(default=list, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("élément du drive")
        verbose_name_plural = _("éléments du drive")
        indexes = [
            models.Index(fields=["client", "parent", "sort_name", "id"], name="crm_node_folder"),
            models.Index(fields=["client", "sort_name", "id"], name="crm_node_client"),
            models.Index(fields=["binned_at"], condition=Q(binned_at__isnull=False), name="crm_node_bin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "key"],
                condition=Q(bin_root=None, parent__isnull=False),
                name="crm_node_name_once",
            ),
            models.UniqueConstraint(
                fields=["client", "key"], condition=Q(bin_root=None, parent=None), name="crm_node_name_once_on_top"
            ),
            models.CheckConstraint(
                name="crm_node_depth", condition=Q(depth__gte=1, depth__lte=rules.MAX_DEPTH, name__gt="", key__gt="")
            ),
            models.CheckConstraint(
                name="crm_node_file_has_bytes",
                condition=Q(kind=Kind.FOLDER, stored=None, number=0)
                | Q(kind=Kind.FILE, stored__isnull=False, number__gte=1),
            ),
            models.CheckConstraint(
                name="crm_node_binned",
                condition=Q(bin_root=None, binned_at=None) | Q(bin_root__isnull=False, sealed=False),
            ),
            models.CheckConstraint(
                name="crm_node_top_has_depth_one",
                condition=Q(parent=None, depth=1) | Q(parent__isnull=False) | Q(bin_root__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key, self.sort_name = rules.key_of(self.name), rules.sort_key(self.kind, self.name)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "key", "sort_name"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("crm:drive_folder" if self.is_folder else "crm:drive_file", args=[self.pk])

    @property
    def is_folder(self) -> bool:
        return self.kind == Kind.FOLDER

    @property
    def in_bin(self) -> bool:
        return self.bin_root_id is not None

    @property
    def purged_at(self):
        """The moment when the bin forgets it."""
        return self.binned_at and self.binned_at + timedelta(days=settings.DRIVE_BIN_DAYS)

    @property
    def origin_path(self) -> str:
        return " / ".join(self.origin)


class FileVersion(models.Model):
    """One version of a file: its bytes, who brought them, and when."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stored = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="drive_versions")
    source = models.CharField(max_length=6, choices=Source, default=Source.TEAM)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("version d’un fichier")
        verbose_name_plural = _("versions de fichiers")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["node", "number"], name="crm_file_version_once")]

    def __str__(self) -> str:
        return f"{self.node} v{self.number}"


class FileRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.has_right(Permission.CLIENTS_VIEW):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))

    def waiting(self):
        return self.filter(done_at=None, cancelled_at=None)


class FileRequest(models.Model):
    """Files that the client is asked for by link; they go into `folder`, or on top once that is gone."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="file_requests", verbose_name=_("client"))
    folder = models.ForeignKey(Node, models.SET_NULL, null=True, blank=True, related_name="+")
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("document demandé"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=dates.now, editable=False)
    received = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = FileRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de fichiers")
        verbose_name_plural = _("demandes de fichiers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="crm_file_request_one_end", condition=Q(done_at=None) | Q(cancelled_at=None)),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("crm:client_drive", args=[self.client_id])

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.cancelled_at is None
