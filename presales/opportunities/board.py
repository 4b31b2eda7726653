"""Board of opportunities: stages with counts and sums, cards that move, shares per person."""

from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Case, Count, DecimalField, ExpressionWrapper, F, IntegerField, Sum, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse

from crm.models import Client
from crm.tasks.due import due_of
from portal.access.permissions import Permission
from portal.core.values.money import to_cents
from portal.ui.pipeline import Card, Column, Due, Share
from presales.opportunities.enums import OPEN, PROBABILITY, STAGE_TONES, Stage
from presales.opportunities.models import Opportunity

SHOWN = 12  # cards of a column
USUAL = Case(*(When(stage=stage, then=Value(percent)) for stage, percent in PROBABILITY.items()))
LIKELY = Coalesce("probability", USUAL, output_field=IntegerField())
CENT = Value(Decimal("0.01"))  # SQLite divides whole numbers without a remainder
MONEY = DecimalField(max_digits=16, decimal_places=2)
SUMS = {
    "number": Count("pk"),
    "total": Sum("amount"),
    "weighted": Sum(ExpressionWrapper(F("amount") * LIKELY * CENT, output_field=MONEY)),
}


def columns_of(user, *, owner: int | None = None) -> list[Column]:
    """Return every stage with its totals and first cards; two queries, and one for the next actions of the cards."""
    rows = Opportunity.objects.visible_to(user)
    rows = rows.filter(owner=owner) if owner else rows
    totals = {row["stage"]: row for row in rows.values("stage").annotate(**SUMS).order_by()}
    rank = Window(RowNumber(), partition_by=[F("stage")], order_by=[F("changed_at").desc(), F("pk").desc()])
    first = list(rows.annotate(rank=rank).filter(rank__lte=SHOWN).order_by("stage", "rank"))
    due = _next_actions(user, {row.client_id for row in first if row.client_id and row.stage in OPEN})
    cards: dict[str, list[Card]] = {}
    for row in first:
        cards.setdefault(row.stage, []).append(_card(row, user, due.get(row.client_id)))
    return [_column(stage, totals.get(stage, {}), tuple(cards.get(stage, ()))) for stage in Stage]


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


def _column(stage: Stage, totals: dict, cards: tuple[Card, ...]) -> Column:
    total, weighted = (to_cents(totals.get(name) or Decimal(0)) for name in ("total", "weighted"))
    return Column(
        key=str(stage),
        label=str(stage.label),
        tone=STAGE_TONES[stage],
        cards=cards,
        count=totals.get("number", 0),
        total=total,
        weighted=weighted if stage in OPEN else total,
        more_url=f"{reverse('presales:opportunities')}?{urlencode({'etape': stage})}",
    )


def shares_of(user, address: str) -> list[Share]:
    """Return what each person follows among open opportunities, the largest first; one query."""
    rows = Opportunity.objects.visible_to(user).filter(stage__in=OPEN)
    people = rows.values("owner", "owner__first_name", "owner__last_name").annotate(**SUMS)
    return [
        Share(
            name=f"{row['owner__first_name']} {row['owner__last_name']}".strip(),
            url=f"{address}?{urlencode({'suivie': row['owner']})}",
            count=row["number"],
            total=to_cents(row["total"] or Decimal(0)),
            weighted=to_cents(row["weighted"] or Decimal(0)),
        )
        for row in people.order_by("-total", "owner")
    ]
