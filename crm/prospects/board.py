"""The board of prospects: columns with counts and sums, shares per agent."""

from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, DecimalField, ExpressionWrapper, F, Q, Sum, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.prospects.enums import PROGRESS_TONES, STEP_TONES, Progress, Step
from crm.prospects.messages import file_url
from crm.prospects.models import FollowUp
from portal.core.values.money import to_cents
from portal.ui.pipeline import Card, Column, Due, Share

SHOWN = 12  # cards of a column
MONEY = DecimalField(max_digits=16, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)
# The columns, left to right: the steps of a discussion, then the states that end it.
COLUMNS = (*(Step(key) for key in Step), Progress.READY, Progress.LOST)
COLUMN = Case(When(status=Progress.DISCUSSING, then=F("step")), default=F("status"), output_field=CharField())
AMOUNT = Coalesce("forecast", NOTHING, output_field=MONEY)
CENT = Value(Decimal("0.01"))  # SQLite divides whole numbers without a remainder
WEIGHTED = ExpressionWrapper(AMOUNT * F("probability") * CENT, output_field=MONEY)


def on_board(user, agent: int | None = None):
    """The follow-ups of a reader's prospects, of one agent where `agent` says so."""
    mine = Client.objects.visible_to(user).in_use().filter(stage=LifeStage.PROSPECT)
    if agent:
        mine = mine.filter(owner=agent)
    return FollowUp.objects.filter(client__in=mine).annotate(column=COLUMN)


def columns_of(user, *, agent: int | None = None, may_move: bool, due_of) -> list[Column]:
    """Every column with its totals and first cards. Two queries, and those of `due_of(clients)`, the next actions."""
    rows = on_board(user, agent)
    totals = {row["column"]: row for row in rows.values("column").annotate(**_sums()).order_by()}
    cards = _cards(rows, may_move, due_of)
    return [_column(key, totals.get(str(key), {}), cards.get(str(key), ()), agent) for key in COLUMNS]


def _sums() -> dict:
    return {"number": Count("pk"), "total": Sum(AMOUNT), "weighted": Sum(WEIGHTED)}


def _cards(rows, may_move: bool, due_of) -> dict[str, tuple[Card, ...]]:
    order = [F("expected_on").asc(nulls_last=True), F("status_changed_at").desc(), F("pk").desc()]
    rank = Window(RowNumber(), partition_by=[F("column")], order_by=order)
    ranked = rows.annotate(rank=rank).filter(rank__lte=SHOWN)
    first = list(ranked.select_related("client").order_by("column", "rank"))
    due = due_of([row.client_id for row in first])
    found: dict[str, tuple[Card, ...]] = {}
    for row in first:
        found[row.column] = (*found.get(row.column, ()), _card(row, may_move, due.get(row.client_id)))
    return found


def _card(row: FollowUp, may_move: bool, due: Due | None) -> Card:
    client = row.client
    is_open = row.status == Progress.DISCUSSING
    return Card(
        key=str(client.pk),
        title=client.display_name,
        url=file_url(client),
        move_url=reverse("crm:prospect_step", args=[client.pk]) if may_move and not row.is_ready else "",
        subtitle=client.city,
        amount=row.forecast,
        probability=row.probability if is_open else None,
        expected_on=row.expected_on if is_open else None,
        due=(due or Due.of("", None)) if is_open else None,
    )


def _column(key, totals: dict, cards: tuple, agent: int | None) -> Column:
    is_step = isinstance(key, Step)
    query = {"etat": Progress.DISCUSSING, "etape": key} if is_step else {"etat": key}
    total, weighted = (to_cents(totals.get(name) or Decimal(0)) for name in ("total", "weighted"))
    return Column(
        key=str(key),
        label=str(key.label),
        tone=STEP_TONES[key] if is_step else PROGRESS_TONES[key],
        cards=cards,
        count=totals.get("number", 0),
        total=total,
        weighted=weighted if is_step else total,
        more_url=f"{reverse('crm:prospects')}?{urlencode(query)}",
    )


def shares_of(user, address: str) -> list[Share]:
    """What each agent has in discussion, the largest first; one query."""
    rows = on_board(user).filter(~Q(status=Progress.LOST))
    people = rows.values("client__owner", "client__owner__first_name", "client__owner__last_name")
    return [
        Share(
            name=f"{row['client__owner__first_name']} {row['client__owner__last_name']}".strip(),
            url=f"{address}?{urlencode({'agent': row['client__owner']})}",
            count=row["number"],
            total=to_cents(row["total"] or Decimal(0)),
            weighted=to_cents(row["weighted"] or Decimal(0)),
        )
        for row in people.annotate(**_sums()).order_by("-weighted", "client__owner")
    ]
