"""Promotional documents that salespeople hand over, read and quote (S13)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.library.enums import STATE_TONES, State
from portal.access.permissions import Permission
from portal.access.roles import Role, roles_with
from portal.core.values import dates
from portal.core.values.text import normalise
from portal.documents.models import StoredFile
from portal.documents.serving import INLINE
from portal.records.models import Record

# Who may read documents at all, and so whom one may be addressed to.
READERS = roles_with(Permission.DOCUMENTS_VIEW)
MOST_WORDS = 8


class DocumentCategory(models.Model):
    """Category of documents."""

    name = models.CharField(_("nom"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=100, help_text=_("Les petits nombres d’abord."))

    class Meta:
        verbose_name = _("catégorie de documents")
        verbose_name_plural = _("catégories de documents")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, **options) -> None:
        """Update the search text of its documents, which contains the name of the category."""
        renamed = not self._state.adding
        super().save(**options)
        if renamed:
            self._follow_in_documents()

    def _follow_in_documents(self) -> None:
        documents = list(self.documents.select_related("file"))
        for document in documents:
            document.category = self
            document.fill_search()
        Document.objects.bulk_update(documents, ["search_text"], batch_size=500)


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DocumentQuerySet":
        """Return everything for those who publish; for others what is online today and addressed to them."""
        if not user.is_authenticated or not user.has_right(Permission.DOCUMENTS_VIEW):
            return self.none()
        if user.has_right(Permission.DOCUMENTS_MANAGE):
            return self
        return self.in_state(State.CURRENT).addressed_to(user)

    def in_state(self, state: str, day: date | None = None) -> "DocumentQuerySet":
        """Return the documents whose `Document.state` is `state` on `day` (today)."""
        day = day or dates.today()
        over = Q(valid_until__isnull=False, valid_until__lt=day)
        begun = Q(valid_from__lte=day)
        which = {
            State.CURRENT: begun & ~over,
            State.COMING: ~begun,
            State.PAST: begun & over,
            State.WITHDRAWN: Q(),
        }[State(state)]
        return self.filter(which, withdrawn_at__isnull=state != State.WITHDRAWN)

    def addressed_to(self, user) -> "DocumentQuerySet":
        """Return documents for this reader: no role means every role, no place means every agency."""
        roles = Audience.objects.filter(document=OuterRef("pk"))
        places = Document.organisations.through.objects.filter(document=OuterRef("pk"))
        mine = Exists(roles.filter(role=user.role)) | ~Exists(roles)
        here = Exists(places.filter(organisation=user.organisation_id)) | ~Exists(places)
        return self.filter(mine, here)

    def matching(self, words: str) -> "DocumentQuerySet":
        """Return documents with every word in title, description, category or file name."""
        found = self
        for word in normalise(words).split()[:MOST_WORDS]:
            found = found.filter(search_text__contains=word)
        return found


class Document(Record):
    """One document under its title. Its file may be replaced: `file_version` counts, `Replacement` keeps old files."""

    CREATED_BY = "uploaded_by"

    title = models.CharField(_("titre"), max_length=150)
    category = models.ForeignKey(
        DocumentCategory, models.PROTECT, related_name="documents", verbose_name=_("catégorie")
    )
    description = models.TextField(_("description"), max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("fichier"))
    file_version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    valid_from = models.DateField(_("valable à partir du"), default=dates.today)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    organisations = models.ManyToManyField(
        "accounts.Organisation", blank=True, related_name="+", verbose_name=_("agences et partenaires")
    )
    published_at = models.DateTimeField(_("publié le"), default=dates.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("envoyé par")
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["category", "published_at", "id"], name="catalog_document_shelf")]
        constraints = [
            models.CheckConstraint(
                name="catalog_document_dates_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("La fin de validité doit suivre le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **options) -> None:
        self.fill_search()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_text"}
        super().save(**options)

    def fill_search(self) -> None:
        self.search_text = normalise(self.title, self.description, self.category.name, self.file.name)

    def get_absolute_url(self) -> str:
        return reverse("catalog:document", args=[self.pk])

    @property
    def opens_in_browser(self) -> bool:
        """Return whether browsers show it: PDF and images; the rest is downloaded."""
        return self.file.content_type in INLINE

    @property
    def is_image(self) -> bool:
        return self.file.content_type.startswith("image/")

    @property
    def file_type(self) -> str:
        """Return `PDF`, `XLSX`: the name's extension, which always matches the content."""
        return self.file.name.rpartition(".")[2].upper()

    @property
    def icon(self) -> str:
        if self.is_image:
            return "photo"
        return "table" if "sheet" in self.file.content_type or "csv" in self.file.content_type else "file-text"

    @property
    def state(self) -> State:
        today = dates.today()
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.valid_from > today:
            return State.COMING
        return State.PAST if self.valid_until and self.valid_until < today else State.CURRENT

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def status_label(self) -> str:
        return self.state.label

    @property
    def status_tone(self) -> str:
        return STATE_TONES[self.state]


class Audience(models.Model):
    """A role that a document is addressed to."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="audience")
    role = models.CharField(_("rôle"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("rôle destinataire")
        verbose_name_plural = _("rôles destinataires")
        constraints = [models.UniqueConstraint(fields=["document", "role"], name="catalog_audience_once")]

    def __str__(self) -> str:
        return self.get_role_display()


class Replacement(models.Model):
    """A file that a document had before the present one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="replacements")
    version = models.PositiveIntegerField(_("version"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("fichier"))
    replaced_at = models.DateTimeField(_("remplacé le"), default=dates.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("remplacé par")
    )

    class Meta:
        verbose_name = _("ancienne version")
        verbose_name_plural = _("anciennes versions")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="catalog_replacement_version")]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.version}"


class Opening(models.Model):
    """A person's readings of a document: first and last time, and count."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first_at = models.DateTimeField(_("première fois"), default=dates.now)
    last_at = models.DateTimeField(_("dernière fois"), default=dates.now)
    times = models.PositiveIntegerField(_("ouvertures"), default=1)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="catalog_opening_once")]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.user_id}"
