"""Automatic renewal of a subscription: who agreed to what, what was told, what was tried."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.states import ARRIVED
from subscriptions.payments.models import Payment, PaymentMethod
from subscriptions.plans.models import Period, Subscription
from subscriptions.renewal.rules import is_timely


class RenewalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(subscription__in=Subscription.objects.visible_to(user))


class Renewal(models.Model):
    """Off until somebody agrees. `text` is what they agreed to, to the letter; `payer` is whose card is charged."""

    subscription = models.OneToOneField(Subscription, models.PROTECT, related_name="renewal")
    is_on = models.BooleanField(_("activé"), default=False)
    text = models.TextField(_("texte accepté"))
    agreed_at = models.DateTimeField(_("accepté le"), default=dates.now)
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="renewals", verbose_name=_("payé par")
    )
    method = models.ForeignKey(PaymentMethod, models.PROTECT, null=True, related_name="+", verbose_name=_("carte"))
    stopped_at = models.DateTimeField(_("arrêté le"), null=True)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = _("renouvellement automatique")
        verbose_name_plural = _("renouvellements automatiques")
        constraints = [
            models.CheckConstraint(name="renewal_on_or_stopped", condition=Q(is_on=False) | Q(stopped_at=None)),
            models.CheckConstraint(name="renewal_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return str(self.subscription)


class RenewalNotice(models.Model):
    """A notice before the end of a period: the message is the proof that it left."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="notices", verbose_name=_("période"))
    days = models.PositiveSmallIntegerField(_("jours avant"))
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", verbose_name=_("message"))
    amount = models.DecimalField(_("prix annoncé TTC"), max_digits=8, decimal_places=2)
    queued_at = models.DateTimeField(_("écrit le"), default=dates.now)
    proven_on = models.DateField(_("envoi prouvé le"), null=True)

    class Meta:
        verbose_name = _("avis de renouvellement")
        verbose_name_plural = _("avis de renouvellement")
        constraints = [models.UniqueConstraint(fields=["period", "days"], name="renewal_notice_once")]

    def __str__(self) -> str:
        return f"{self.period} - {self.days}"

    @property
    def sent_on(self):
        """The day it left by its message, kept here once known: messages are erased before subscriptions."""
        if self.proven_on is None and self.message is not None and self.message.state in ARRIVED:
            return self.message.sent_at.astimezone(dates.PARIS).date()
        return self.proven_on

    @property
    def proves(self) -> bool:
        return self.sent_on is not None and is_timely(self.sent_on, self.period.ends_before)


class RenewalTry(models.Model):
    """One charge of a renewal, on one of its days."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="tries", verbose_name=_("période"))
    number = models.PositiveSmallIntegerField(_("essai"))
    made_on = models.DateField(_("fait le"))
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", verbose_name=_("paiement"))

    class Meta:
        verbose_name = _("essai de renouvellement")
        verbose_name_plural = _("essais de renouvellement")
        ordering = ["period", "number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="renewal_try_once"),
            models.UniqueConstraint(fields=["period", "made_on"], name="renewal_try_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.number}"
