"""The board of opportunities: stages with counts and sums, cards that move, shares of those who follow them."""

from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from portal.core.values.money import to_cents
from portal.ui.pipeline import Card, Column, Share
from presales.opportunities.enums import PROBABILITY, STAGE_TONES, Stage
from presales.opportunities.models import Opportunity

SHOWN = 12  # cards of a column
OPEN = (Stage.NEW, Stage.QUALIFIED, Stage.PROPOSAL)
LIKELY = Case(
    *(When(stage=stage, then=Value(percent)) for stage, percent in PROBABILITY.items()), output_field=IntegerField()
)


def columns_of(user, *, owner: int | None = None) -> list[Column]:
    """Every stage with its totals and first cards; two queries."""
    rows = Opportunity.objects.visible_to(user)
    rows = rows.filter(owner=owner) if owner else rows
    totals = {
        row["stage"]: row for row in rows.values("stage").annotate(number=Count("pk"), total=Sum("amount")).order_by()
    }
    rank = Window(RowNumber(), partition_by=[F("stage")], order_by=[F("changed_at").desc(), F("pk").desc()])
    first = rows.annotate(rank=rank).filter(rank__lte=SHOWN).order_by("stage", "rank")
    cards: dict[str, list[Card]] = {}
    for row in first:
        cards.setdefault(row.stage, []).append(_card(row, user))
    return [_column(stage, totals.get(stage, {}), tuple(cards.get(stage, ()))) for stage in Stage]


def _card(row: Opportunity, user) -> Card:
    return Card(
        key=str(row.pk),
        title=row.title,
        url=row.get_absolute_url(),
        move_url=reverse("presales:opportunity_stage", args=[row.pk]) if row.may_be_changed_by(user) else "",
        subtitle=row.company_name,
        amount=row.amount,
        probability=PROBABILITY[row.stage] if row.stage in OPEN else None,
    )


def _column(stage: Stage, totals: dict, cards: tuple[Card, ...]) -> Column:
    total = to_cents(totals.get("total") or Decimal(0))
    return Column(
        key=str(stage),
        label=str(stage.label),
        tone=STAGE_TONES[stage],
        cards=cards,
        count=totals.get("number", 0),
        total=total,
        weighted=to_cents(total * PROBABILITY[stage] / 100) if stage in OPEN else total,
        more_url=f"{reverse('presales:opportunities')}?{urlencode({'etape': stage})}",
    )


def shares_of(user, address: str) -> list[Share]:
    """What each person follows among what is open, the largest first; one query."""
    rows = Opportunity.objects.visible_to(user).filter(stage__in=OPEN)
    sums = {"number": Count("pk"), "total": Sum("amount"), "weighted": Sum(F("amount") * LIKELY / 100)}
    people = rows.values("owner", "owner__first_name", "owner__last_name").annotate(**sums)
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
