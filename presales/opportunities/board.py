"""Board of opportunities: stages with counts and sums, cards that move, shares per person."""

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from crm.models import Client
from crm.tasks.due import due_of
from portal.access.permissions import Permission
from portal.ui import pipeline
from portal.ui.pipeline import Board, Card, Column, Due, Share
from presales.opportunities.enums import OPEN, PROBABILITY, STAGE_TONES, Stage
from presales.opportunities.models import Opportunity

USUAL = Case(*(When(stage=stage, then=Value(percent)) for stage, percent in PROBABILITY.items()))
SUMS = pipeline.board_sums("amount", Coalesce("probability", USUAL, output_field=IntegerField()))
BOARD = Board("stage", tuple(Stage), OPEN, STAGE_TONES, ["-changed_at", "-pk"], SUMS)


def columns_of(user, *, owner: int | None = None) -> list[Column]:
    """Return every stage with its totals and first cards; three queries, and one for the next actions of the cards."""
    rows = Opportunity.objects.visible_to(user)
    rows = rows.filter(owner=owner) if owner else rows
    first = BOARD.first(rows)
    due = _next_actions(user, {row.client_id for row in first if row.client_id and row.stage in OPEN})
    cards = [(row.stage, _card(row, user, due.get(row.client_id))) for row in first]
    return BOARD.filled(rows, cards, more_url=lambda stage: f"{reverse('presales:opportunities')}?etape={stage}")


def _next_actions(user, clients: set[int]) -> dict[int, Due]:
    """Return the next action with each of these clients whose file `user` may open."""
    if not clients or not user.has_right(Permission.CLIENTS_VIEW):
        return {}
    return due_of(Client.objects.visible_to(user).filter(pk__in=clients))


def _card(row: Opportunity, user, due: Due | None) -> Card:
    is_open = row.stage in OPEN
    return Card(
        key=str(row.pk),
        title=row.title,
        url=row.get_absolute_url(),
        move_url=reverse("presales:opportunity_stage", args=[row.pk]) if row.may_be_changed_by(user) else "",
        subtitle=row.company_name,
        amount=row.amount,
        probability=row.likelihood if is_open else None,
        expected_on=row.expected_on if is_open else None,
        due=due if is_open else None,
    )


def shares_of(user, address: str) -> list[Share]:
    """Return what each person follows among open opportunities, the largest first; one query."""
    rows = Opportunity.objects.visible_to(user).filter(stage__in=OPEN)
    return pipeline.shares_of(rows, "owner", SUMS, address=address, parameter="suivie")
