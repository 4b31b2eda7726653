"""Who follows which client's account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.emails import EmailField
from portal.records.models import Record, Searched
from subscriptions.legacy.models import LegacyAccount
from subscriptions.portfolio.enums import IN_FORCE, STATE_TONES, LinkState
from subscriptions.portfolio.workflow import LinkWorkflow


class PortfolioLinkQuerySet(SearchedQuerySet, StatusQuerySet):
    def visible_to(self, user):
        """An agent's own, a manager's agency, all for the back-office, a client's own; those of leavers included."""
        return scopes.PORTFOLIO.rows(self, user, group="agency")

    def linked(self):
        return self.filter(state=LinkState.LINKED)

    def in_force(self):
        return self.filter(state__in=IN_FORCE)


class PortfolioLink(LinkWorkflow, Searched, Record, StatusModel):
    """One client in the portfolio of one agent.

    What the agent may do for the account ends with the state: every page asks for it again. `deadline` is when the
    back-office must have answered.
    """

    STATUS_FIELD, STATUS_TONES = "state", STATE_TONES

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="portfolio", verbose_name=_("conseiller")
    )
    agency = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("agence")
    )
    email = EmailField(_("adresse e-mail"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="followers", verbose_name=_("compte")
    )
    legacy = models.ForeignKey(
        LegacyAccount, models.SET_NULL, null=True, related_name="links", verbose_name=_("ancienne base")
    )
    state = FSMField(_("état"), choices=LinkState, default=LinkState.ADDED, protected=True, max_length=8)
    sorted_at = models.DateTimeField(null=True, editable=False)
    deadline = models.DateTimeField(_("réponse avant le"), default=dates.now)
    linked_at = models.DateTimeField(_("lié le"), null=True, editable=False)
    escalated_at = models.DateTimeField(null=True, editable=False)
    refusal = models.CharField(_("motif du refus"), max_length=500, blank=True)

    objects = PortfolioLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("client du portfolio")
        verbose_name_plural = _("clients du portfolio")
        indexes = [
            # One per sort of the lists and per scope of a reader: own, agency, all.
            models.Index(fields=["owner", "created_at", "id"], name="portfolio_owner_created"),
            models.Index(fields=["agency", "created_at", "id"], name="portfolio_agency_created"),
            models.Index(fields=["created_at", "id"], name="portfolio_created"),
            models.Index(fields=["owner", "sort_name", "id"], name="portfolio_owner_name"),
            models.Index(fields=["agency", "sort_name", "id"], name="portfolio_agency_name"),
            models.Index(fields=["deadline", "id"], name="portfolio_deadline"),
            models.Index(fields=["created_at"], name="portfolio_unsorted", condition=Q(sorted_at=None)),
            SearchIndex(fields=["owner", "agency", "search_text"], name="portfolio_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "email"], name="portfolio_once", condition=Q(state__in=IN_FORCE)),
            models.CheckConstraint(name="portfolio_state_known", condition=Q(state__in=LinkState.values)),
            models.CheckConstraint(
                name="portfolio_linked_has_account", condition=~Q(state=LinkState.LINKED) | Q(account__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @reads("pk")
    def get_absolute_url(self) -> str:
        return reverse("subscriptions:portfolio_client", args=[self.pk])

    @property
    def status(self) -> str:
        return self.state

    @property
    @reads("state", "email", "account.first_name", "account.last_name", "account.email")
    def name(self) -> str:
        """The person's name once they are linked; the address that was typed before, which says no more."""
        return self.account.get_full_name() if self.is_linked else self.email

    @property
    @reads("state")
    def is_linked(self) -> bool:
        return self.state == LinkState.LINKED

    @property
    @reads("state")
    def shown_label(self) -> str:
        """What the agent reads: whether an account exists already stays unsaid until the link is there."""
        shown = LinkState.ADDED if self.state == LinkState.PENDING else LinkState(self.state)
        return str(shown.label)

    @property
    @reads("state")
    def shown_tone(self) -> str:
        return STATE_TONES[LinkState.ADDED if self.state == LinkState.PENDING else self.state]

    @property
    def is_late(self) -> bool:
        return self.state == LinkState.PENDING and self.deadline < dates.now()

    def search_parts(self) -> list:
        return [self.name, self.email]

    def sort_key(self) -> str:
        return self.name
