"""News of the house (D14): drafts, dates of publication, an audience, pictures, and who has read what."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.models import Organisation
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet, searchable
from portal.core.reading import reads
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.records.models import Record

LONGEST_BODY = 20_000


class NewsQuerySet(SearchedQuerySet):
    def visible_to(self, user) -> "NewsQuerySet":
        """Those who write see all, drafts too; others what is out and addressed to them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.has_right(Permission.NEWS_WRITE) else self.for_reader(user)

    def for_reader(self, user, now: datetime | None = None) -> "NewsQuerySet":
        """What stands in the list of `user`, who may write as well: what is out and addressed to them."""
        return self.published(now).addressed_to(user)

    def published(self, now: datetime | None = None) -> "NewsQuerySet":
        return self.filter(publish_at__lte=now or dates.now())

    def addressed_to(self, user) -> "NewsQuerySet":
        """Without a named role it is for everybody; without a named kind of organisation, for those of any and none."""
        audience = Audience.objects.filter(news=OuterRef("pk"))
        roles, kinds = audience.exclude(role=""), audience.exclude(organisation_kind="")
        own = Organisation.objects.filter(pk=user.organisation_id).values("kind")
        mine = Exists(roles.filter(role=user.role)) | ~Exists(roles)
        here = Exists(kinds.filter(organisation_kind__in=own)) | ~Exists(kinds)
        return self.filter(mine, here)

    def unread_by(self, user) -> "NewsQuerySet":
        return self.filter(~Exists(_readings_of(user)))

    def told_whether_read(self, user) -> "NewsQuerySet":
        """Each with `is_read`."""
        return self.annotate(is_read=Exists(_readings_of(user)))

    def written_by(self, user) -> "NewsQuerySet":
        """Return all news, drafts too, for those who write them; nothing for others."""
        return self if user.has_right(Permission.NEWS_WRITE) else self.none()


def _readings_of(user):
    return Reading.objects.filter(news=OuterRef("pk"), user=user.pk)


class News(Record):
    """One piece of news. Without `publish_at` it is a draft; with one to come, it waits for it."""

    CREATED_BY = "author"

    title = models.CharField(_("titre"), max_length=150)
    summary = models.CharField(
        _("introduction"), max_length=300, help_text=_("Une ou deux phrases, lues dans la liste et sur l’accueil.")
    )
    body = models.TextField(_("texte"), max_length=LONGEST_BODY)
    publish_at = models.DateTimeField(
        _("publiée le"),
        null=True,
        blank=True,
        help_text=_("Vide : brouillon, que personne d’autre ne voit. Une date à venir : publiée à ce moment-là."),
    )
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("auteur")
    )
    search_text = models.TextField(editable=False)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")
        indexes = [
            models.Index(fields=["publish_at", "id"], name="news_published"),
            *sort_indexes("news", {}, {"created": "created_at", "changed": "changed_at"}),
            SearchIndex(fields=["search_text"], name="news_search"),
        ]
        constraints = [models.CheckConstraint(name="news_has_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title

    def save(self, **options) -> None:
        self.fill_search()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_text"}
        super().save(**options)

    def fill_search(self) -> None:
        self.search_text = searchable(self.title, self.summary, self.body)

    def get_absolute_url(self) -> str:
        return reverse("news:article", args=[self.pk])

    @property
    def cover(self) -> "Picture | None":
        """The first picture, None without one; reads no more than was prefetched."""
        return next(iter(self.pictures.all()), None)

    @property
    def is_draft(self) -> bool:
        return self.publish_at is None

    @property
    def is_published(self) -> bool:
        return self.publish_at is not None and self.publish_at <= dates.now()

    @property
    @reads("publish_at")
    def status_label(self) -> str:
        if self.is_draft:
            return gettext("Brouillon")
        return gettext("Publiée") if self.is_published else gettext("Programmée")

    @property
    @reads("publish_at")
    def status_tone(self) -> str:
        if self.is_draft:
            return "neutral"
        return "success" if self.is_published else "info"


class Audience(models.Model):
    """A role, or a kind of organisation, that a piece of news is addressed to."""

    news = models.ForeignKey(News, models.CASCADE, related_name="audience")
    role = models.CharField(_("rôle"), max_length=20, choices=Role, blank=True)
    organisation_kind = models.CharField(_("type d’organisation"), max_length=10, choices=Organisation.Kind, blank=True)

    class Meta:
        verbose_name = _("destinataire")
        verbose_name_plural = _("destinataires")
        constraints = [
            models.UniqueConstraint(fields=["news", "role", "organisation_kind"], name="news_audience_once"),
            models.CheckConstraint(
                name="news_audience_is_one_thing",
                condition=Q(role="") & ~Q(organisation_kind="") | ~Q(role="") & Q(organisation_kind=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display() or self.get_organisation_kind_display())


class Picture(models.Model):
    """A picture of a piece of news, with the words that say what it shows to those who do not see it."""

    news = models.ForeignKey(News, models.CASCADE, related_name="pictures")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False)
    alt = models.CharField(
        _("description de l’image"),
        max_length=200,
        help_text=_("Ce que l’image montre, pour ceux qui ne la voient pas."),
    )
    position = models.PositiveSmallIntegerField(_("ordre"), default=10)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="news_picture_has_words", condition=~Q(alt=""))]

    def __str__(self) -> str:
        return self.alt


class Reading(models.Model):
    """That somebody opened a piece of news."""

    news = models.ForeignKey(News, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        constraints = [models.UniqueConstraint(fields=["news", "user"], name="news_reading_once")]

    def __str__(self) -> str:
        return f"{self.news_id} · {self.user_id}"
