"""The outbox: each message is a row written in the transaction of its event, and sent afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.plumbing import crypto
from portal.core.values import dates
from portal.core.values.kept_words import to_tell
from portal.messaging.content import Content
from portal.messaging.states import ARRIVED, FINAL, ICONS, LOST, TONES, WAITING, Channel, State

UNREAD = Q(channel=Channel.PORTAL, read_at__isnull=True)
# What was sent, or given up, and still says what it said.
WITH_WORDS = Q(channel__in=[Channel.SMS, Channel.EMAIL], state__in=FINAL) & ~Q(body_text="", body_html="")


class MessageQuerySet(models.QuerySet):
    def about(self, subject) -> "MessageQuerySet":
        """Return the messages about one object, whatever its model."""
        return self.filter(about_type=subject._meta.label_lower, about_id=str(subject.pk))

    def notices_of(self, user) -> "MessageQuerySet":
        """Return the notices of this person."""
        return self.filter(channel=Channel.PORTAL, recipient=str(user.pk)).exclude(state=State.CANCELLED)

    def unread(self) -> "MessageQuerySet":
        """Return the unread notices."""
        return self.filter(UNREAD)

    def due(self, moment) -> "MessageQuerySet":
        """Return the messages to handle at `moment`: due, and held by nobody."""
        free = Q(lease_until=None) | Q(lease_until__lt=moment)
        return self.filter(free, state__in=WAITING, due_at__lte=moment)


class Message(models.Model):
    """One message to one recipient.

    `in_doubt` means that a provider may have taken it without our knowing: it is looked up there
    before it is sent again. The bodies of a sensitive message (codes, links) are encrypted while it
    waits and blank as soon as its end is known. What tells a colleague something has a `kind` and the `url`
    of what it is about; in the portal it is unread until `read_at`.
    """

    channel = models.CharField(_("canal"), max_length=10, choices=Channel)
    recipient = models.CharField(_("destinataire"), max_length=254)
    subject = models.CharField(_("objet"), max_length=255, blank=True)
    body_text = models.TextField(_("texte"), blank=True)
    body_html = models.TextField(_("version HTML"), blank=True)
    attachments = models.JSONField(_("pièces jointes"), default=list, blank=True)
    template = models.CharField(_("modèle"), max_length=100, blank=True)
    sensitive = models.BooleanField(_("confidentiel"), default=False)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)
    dedupe = models.CharField(_("clé d’unicité"), max_length=200, unique=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    in_doubt = models.BooleanField(_("issue incertaine"), default=False)
    due_at = models.DateTimeField(_("à envoyer à partir de"), default=dates.now)
    lease_until = models.DateTimeField(_("réservé jusqu’à"), null=True, blank=True)
    expires_at = models.DateTimeField(_("périmé à partir de"), null=True, blank=True)
    provider = models.CharField(_("prestataire"), max_length=20, blank=True)
    provider_id = models.CharField(_("référence du prestataire"), max_length=120, blank=True)
    error_code = models.CharField(_("code d’erreur"), max_length=40, blank=True)
    error_sentence = models.CharField(_("erreur"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("créé le"), default=dates.now, editable=False)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("remis le"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_at"], name="messaging_due", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["expires_at"],
                name="messaging_pressing",
                condition=Q(state__in=WAITING, expires_at__isnull=False),
            ),
            models.Index(fields=["about_type", "about_id", "id"], name="messaging_about"),
            models.Index(fields=["recipient", "id"], name="messaging_recipient"),
            models.Index(fields=["channel", "created_at"], name="messaging_channel_created"),
            models.Index(fields=["recipient"], name="messaging_unread", condition=UNREAD),
            models.Index(fields=["created_at", "id"], name="messaging_lost", condition=Q(state__in=LOST)),
            models.Index(fields=["created_at"], name="messaging_with_words", condition=WITH_WORDS),
            models.Index(fields=["provider_id"], name="messaging_provider_id", condition=~Q(provider_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="messaging_held_while_sending",
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="messaging_arrived_has_its_hour",
                condition=Q(state__in=ARRIVED, sent_at__isnull=False)
                | Q(state__in=LOST)
                | (~Q(state__in=(*ARRIVED, *LOST)) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="messaging_delivered_has_its_hour",
                condition=Q(state=State.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=State.DELIVERED) & Q(delivered_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="messaging_lost_says_why", condition=~Q(state__in=LOST) | ~Q(error_sentence="")
            ),
            models.CheckConstraint(
                name="messaging_secrets_blank_at_the_end",
                condition=Q(sensitive=False) | ~Q(state__in=FINAL) | Q(body_text="", body_html=""),
            ),
            models.CheckConstraint(
                name="messaging_mail_has_a_subject", condition=~Q(channel=Channel.EMAIL) | ~Q(subject="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.pk}"

    def keep(self, content: Content) -> None:
        """Store the texts, encrypted when they are sensitive."""
        seal = crypto.encrypt if self.sensitive else str
        self.subject = content.subject
        self.body_text = seal(content.text) if content.text else ""
        self.body_html = seal(content.html) if content.html else ""

    def content(self) -> Content:
        """Return the texts to send; blank bodies once a sensitive message has ended."""
        unseal = crypto.decrypt if self.sensitive else str
        return Content(
            subject=self.subject,
            text=unseal(self.body_text) if self.body_text else "",
            html=unseal(self.body_html) if self.body_html else "",
        )

    @property
    def status_label(self) -> str:
        """« en attente », « envoyé », « remis », « échec : ce numéro n’existe pas »."""
        label = State(self.state).label
        return _("%(state)s : %(why)s") % {"state": label, "why": self.told_error} if self.is_lost else str(label)

    @property
    def told_error(self) -> str:
        """Return why it did not arrive, in the reader's language."""
        return to_tell(self.error_sentence)

    @property
    def status_tone(self) -> str:
        return TONES[State(self.state)]

    @property
    def status_icon(self) -> str:
        return ICONS[State(self.state)]

    @property
    def is_lost(self) -> bool:
        return self.state in LOST


class NoticeChoice(models.Model):
    """Where one person gets one kind of notification; without a row, the kind's default places."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    portal = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        verbose_name = _("choix de notification")
        verbose_name_plural = _("choix de notification")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="messaging_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.kind}"


class Receipt(models.Model):
    """One status reported by a provider after it took a message, kept once."""

    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=120)
    status = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("accusé du prestataire")
        verbose_name_plural = _("accusés du prestataire")
        indexes = [models.Index(fields=["at"], name="messaging_receipt_at")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id", "status"], name="messaging_receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} · {self.status}"


class DemoDelivery(models.Model):
    """What a demo gateway « delivered »: read at the demo mailbox, never written in production."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="demo_delivery")
    channel = models.CharField(max_length=10, choices=Channel)
    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("message de démonstration")
        verbose_name_plural = _("messages de démonstration")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["channel", "at"], name="messaging_demo_channel"),
            models.Index(fields=["recipient", "at"], name="messaging_demo_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.pk}"
