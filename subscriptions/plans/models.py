"""Contents, plans as sets of them, their prices; what clients have, period by period, and how it was bought."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.scopes import Reach
from portal.audit.models import ShownStatus
from portal.core.values import dates
from portal.records.models import Record
from subscriptions.plans.enums import PURCHASE_TONES, Kind, PurchaseState
from subscriptions.plans.rules import net_of
from subscriptions.portfolio.models import PortfolioLink


class Content(models.Model):
    """Something that may be accessed; `code` is what products ask about, for ever."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang"), default=100)

    class Meta:
        verbose_name = _("contenu")
        verbose_name_plural = _("contenus")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans are nobody's: everybody who signs in may read them."""
        return self if user.is_active else self.none()

    def on_sale(self):
        return self.filter(retired_at=None)


class Plan(Record):
    """What is sold: its contents stand in versions. A retired one is sold no more; who has it keeps it to its end."""

    name = models.CharField(_("nom"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang"), default=100)
    retired_at = models.DateTimeField(_("retiré le"), null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:plan", args=[self.pk])

    @property
    def current(self) -> "PlanVersion":
        """The version that is sold now: with `versions` prefetched, no query."""
        return max(self.versions.all(), key=lambda version: version.number)


class PlanVersion(models.Model):
    """The contents of a plan from one edit to the next. It never changes: periods bought in it say what they give."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("version"))
    contents = models.JSONField(_("contenus"), default=list)  # codes, sorted
    created_at = models.DateTimeField(_("publiée le"), default=dates.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("version de plan")
        verbose_name_plural = _("versions de plans")
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"


class PlanPrice(models.Model):
    """What a plan costs, VAT included, for some months, from a day until another."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="prices", verbose_name=_("plan"))
    months = models.PositiveSmallIntegerField(_("durée en mois"))
    amount = models.DecimalField(_("prix TTC"), max_digits=8, decimal_places=2)
    vat_rate = models.DecimalField(_("taux de TVA"), max_digits=4, decimal_places=2)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("prix")
        verbose_name_plural = _("prix")
        ordering = ["plan", "months", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "months", "starts_on"], name="plan_price_once"),
            models.CheckConstraint(name="plan_price_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="plan_price_taxed", condition=Q(vat_rate__gt=0)),
            models.CheckConstraint(name="plan_price_months", condition=Q(months__range=(1, 60))),
            models.CheckConstraint(
                name="plan_price_ends_after", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.months}"


class SubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A client's own; for those who follow a portfolio, what its linked clients have; all for the back-office."""
        reach = scopes.PORTFOLIO.reach(user)
        if reach is Reach.ALL:
            return self
        if reach is Reach.ACCOUNT:
            return self.filter(account=user.pk)
        return self.filter(account__in=PortfolioLink.objects.visible_to(user).linked().values("account"))


class Subscription(Record):
    """All that one account has of contents; its row is locked by whoever changes any of it."""

    CREATED_BY = "account"

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="subscription", verbose_name=_("compte")
    )
    current = models.ForeignKey(
        "Period", models.PROTECT, null=True, related_name="+", verbose_name=_("période en cours")
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")

    def __str__(self) -> str:
        return f"{_('Abonnement')} {self.account}"

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:subscription", args=[self.pk])


class Period(models.Model):
    """Access to `contents` from a day to another, the last excluded: `ends_before` is the first day without it.

    `full_amount` is what the whole term, which began `term_starts_on`, costs with these contents; upgrades are prorated
    from it. One that was upgraded names the period that took its place. `kept_until` extends access while a failed
    renewal is tried again. `at_will` periods were renewed without a proven notice: the client may end them any day. One
    that was ended so has `ended_at`, and `ends_before` is the day after; its purchases keep the end that was paid.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="periods")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="periods", verbose_name=_("plan"))
    contents = models.JSONField(_("contenus"), default=list)
    months = models.PositiveSmallIntegerField(_("durée en mois"))
    term_starts_on = models.DateField(_("début du terme"))
    starts_on = models.DateField(_("du"))
    ends_before = models.DateField(_("fin (exclue)"))
    full_amount = models.DecimalField(_("prix du terme TTC"), max_digits=8, decimal_places=2)
    vat_rate = models.DecimalField(_("taux de TVA"), max_digits=4, decimal_places=2)
    kept_until = models.DateField(_("accès maintenu jusqu’au"), null=True, editable=False)
    at_will = models.BooleanField(_("résiliable à tout moment"), default=False)
    ended_at = models.DateTimeField(_("résiliée le"), null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes", editable=False)
    created_at = models.DateTimeField(_("créée le"), default=dates.now, editable=False)

    class Meta:
        verbose_name = _("période")
        verbose_name_plural = _("périodes")
        ordering = ["subscription", "-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "starts_on"], name="period_once", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(name="period_ends_after", condition=Q(ends_before__gt=F("starts_on"))),
            models.CheckConstraint(name="period_in_term", condition=Q(starts_on__gte=F("term_starts_on"))),
            models.CheckConstraint(name="period_ended_at_will", condition=Q(ended_at=None) | Q(at_will=True)),
            models.CheckConstraint(name="period_not_its_own", condition=~Q(superseded_by=F("pk"))),
        ]
        indexes = [models.Index(fields=["ends_before"], name="period_ending", condition=Q(superseded_at=None))]

    def __str__(self) -> str:
        return f"{self.version.plan} {self.starts_on:%d/%m/%Y}"

    @property
    def last_day(self):
        """The last day with access that was paid for."""
        return self.ends_before - dates.ONE_DAY

    @property
    def open_until(self):
        """The first day without access, tries of a renewal included."""
        return max(self.ends_before, self.kept_until or self.ends_before)

    def is_open_on(self, day) -> bool:
        return self.superseded_at is None and self.starts_on <= day < self.open_until


class PurchaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one bought; all for the back-office."""
        return self if scopes.PORTFOLIO.reach(user) is Reach.ALL else self.filter(by=user.pk)


class Purchase(ShownStatus, models.Model):
    """One thing asked to be paid for a subscription: what was read on the page, kept as it was read."""

    STATUS_FIELD, STATUS_TONES = "state", PURCHASE_TONES

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="purchases")
    kind = models.CharField(_("type"), max_length=8, choices=Kind)
    state = models.CharField(_("état"), max_length=8, choices=PurchaseState, default=PurchaseState.ASKED)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+", verbose_name=_("plan"))
    base = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    period = models.OneToOneField(Period, models.PROTECT, null=True, related_name="purchase")
    months = models.PositiveSmallIntegerField(_("durée en mois"))
    starts_on = models.DateField(_("du"))
    ends_before = models.DateField(_("fin (exclue)"))
    amount = models.DecimalField(_("montant TTC"), max_digits=8, decimal_places=2)
    full_amount = models.DecimalField(_("prix du terme TTC"), max_digits=8, decimal_places=2)
    vat_rate = models.DecimalField(_("taux de TVA"), max_digits=4, decimal_places=2)
    renews = models.BooleanField(_("renouvellement automatique"), default=False)
    consent = models.TextField(_("texte accepté"), blank=True)
    at_will = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="subscription_purchases", verbose_name=_("acheté par")
    )
    created_at = models.DateTimeField(_("demandé le"), default=dates.now, editable=False)
    settled_at = models.DateTimeField(_("réglé le"), null=True, editable=False)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("achat d’abonnement")
        verbose_name_plural = _("achats d’abonnements")
        constraints = [
            models.CheckConstraint(name="purchase_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="purchase_state_known", condition=Q(state__in=PurchaseState.values)),
            models.CheckConstraint(name="purchase_amount", condition=Q(amount__gte=0, amount__lte=F("full_amount"))),
            models.CheckConstraint(
                name="purchase_granted_has_period",
                condition=~Q(state=PurchaseState.GRANTED) | Q(period__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["subscription", "-created_at"], name="purchase_of_subscription")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version.plan}"

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:purchase", args=[self.pk])

    @property
    def net_amount(self):
        return net_of(self.amount, self.vat_rate)

    @property
    def last_day(self):
        return self.ends_before - dates.ONE_DAY
