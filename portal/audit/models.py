"""Events chained per subject, and the base of every model with a status."""

from functools import cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from portal.core.reading import reads
from portal.core.values import dates


class Event(models.Model):
    """One thing that happened to one subject. Rows are only ever added.

    `hash` covers every column and the hash before it, so that a changed, removed, swapped or inserted
    event shows. Names and words people wrote stand in `EventDetail`, which may be erased: the event
    keeps their salted digest and the chain stays whole.
    """

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    actor_kind = models.CharField(max_length=20)
    from_status = models.CharField(_("statut avant"), max_length=40, blank=True)
    to_status = models.CharField(_("statut après"), max_length=40, blank=True)
    channel = models.CharField(_("canal"), max_length=20, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("date"))
    request_id = models.CharField(_("référence"), max_length=20, blank=True)
    detail_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "sequence"],
                name="audit_event_sequence",
            ),
        ]
        indexes = [
            # Who calls the support gives the reference of a page.
            models.Index(fields=["request_id"], name="audit_event_request", condition=~models.Q(request_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} · {self.sequence} · {self.verb}"


class EventDetail(models.Model):
    """Erasable personal part of an event: names, reason, numbers."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="detail", primary_key=True)
    salt = models.CharField(max_length=32)
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("détail d’événement")
        verbose_name_plural = _("détails d’événements")


def this_day() -> str:
    return dates.today().isoformat()


class Anchor(models.Model):
    """The state of the whole history at one hour: what was written outside the database as well.

    `slot` is the day for its first anchor, then the hour (`2026-03-10T14`), or the minute of one that could not wait.

    `blocks` are the roots of the branches of its tree, each with the key of the first event in it: with them, the way
    from one history to the root is found without reading all others (`portal/audit/proofs.py`).
    """

    slot = models.CharField(_("créneau"), max_length=20, unique=True, default=this_day)
    day = models.DateField(_("jour"), db_index=True)
    at = models.DateTimeField(_("date"), default=dates.now)
    last_event = models.PositiveBigIntegerField(_("dernier événement"))
    events = models.PositiveBigIntegerField(_("événements"))
    heads = models.PositiveBigIntegerField(_("fiches"))
    root = models.CharField(_("racine"), max_length=64)
    blocks = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("ancrage")
        verbose_name_plural = _("ancrages")


class StatusQuerySet(models.QuerySet):
    """A queryset that refuses to write a status except through transitions."""

    def update(self, **values):
        if self.model.STATUS_FIELD in values and not getattr(self, "_through_the_door", False):
            raise TypeError("A status is written by audit.transitions.apply() only.")
        return super().update(**values)

    def bulk_update(self, objs, fields, **options):
        if self.model.STATUS_FIELD in fields:
            raise TypeError("A status is written by audit.transitions.apply() only.")
        return super().bulk_update(objs, fields, **options)


@cache
def _state_fields(model: type) -> tuple[FSMField, ...]:
    return tuple(field for field in model._meta.fields if isinstance(field, FSMField))


class ShownStatus:
    """A record with a status: its label is that of the choice, its tone stands in `STATUS_TONES`."""

    STATUS_FIELD = "status"
    STATUS_TONES: dict[str, str] = {}

    @property
    @reads("STATUS_FIELD")
    def status_label(self) -> str:
        return getattr(self, f"get_{self.STATUS_FIELD}_display")()

    @property
    @reads("STATUS_FIELD")
    def status_tone(self) -> str:
        return self.STATUS_TONES.get(getattr(self, self.STATUS_FIELD), "neutral")


class StatusModel(ShownStatus, ConcurrentTransitionMixin, models.Model):
    """Base of models with a life: a `status` (a protected FSMField of the subclass) and a version.

    `version` grows with every change people may see; a form carries the one it was filled from. A model whose status
    has another name says so in `STATUS_FIELD`, and gives a property `status` that reads it.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    status_changed_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        abstract = True

    def touch(self) -> None:
        """Set the change date to now; the caller saves it."""
        self.version += 1

    @property
    def state_fields(self):
        """What the lost race is told by; kept for the class, as the library looks through every field of each row.

        A deferred one is left out: the library would ask for it, row by row.
        """
        return tuple(field for field in _state_fields(type(self)) if field.attname in self.__dict__)

    @classmethod
    def status_field(cls) -> FSMField:
        return cls._meta.get_field(cls.STATUS_FIELD)
