"""Board of prospects: columns with counts and sums, shares per agent."""

from urllib.parse import urlencode

from django.db.models import Case, CharField, F, Q, When
from django.urls import reverse

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.prospects.enums import PROGRESS_TONES, STEP_TONES, Progress, Step
from crm.prospects.messages import file_url
from crm.prospects.models import FollowUp
from portal.ui import pipeline
from portal.ui.pipeline import Board, Card, Column, Due, Share

# The columns, left to right: the steps of a discussion, then the states that end it.
COLUMNS = (*(Step(key) for key in Step), Progress.READY, Progress.LOST)
COLUMN = Case(When(status=Progress.DISCUSSING, then=F("step")), default=F("status"), output_field=CharField())
ORDER = [F("expected_on").asc(nulls_last=True), "-status_changed_at", "-pk"]
SUMS = pipeline.board_sums("forecast", F("probability"))
BOARD = Board("column", COLUMNS, tuple(Step), STEP_TONES | PROGRESS_TONES, ORDER, SUMS)


def on_board(user, agent: int | None = None):
    """Return the follow-ups of a reader's prospects, or of one agent's."""
    mine = Client.objects.visible_to(user).in_use().filter(stage=LifeStage.PROSPECT)
    if agent:
        mine = mine.filter(owner=agent)
    return FollowUp.objects.filter(client__in=mine).annotate(column=COLUMN)


def columns_of(user, *, agent: int | None = None, may_move: bool, due_of) -> list[Column]:
    """Return every column with its totals and first cards.

    Three queries, and those of `due_of(clients)`, the next actions.
    """
    rows = on_board(user, agent)
    first = BOARD.first(rows, "client")
    due = due_of([row.client_id for row in first])
    cards = [(row.column, _card(row, may_move, due.get(row.client_id))) for row in first]
    return BOARD.filled(rows, cards, more_url=_list_url)


def _list_url(key: Step | Progress) -> str:
    query = {"etat": Progress.DISCUSSING, "etape": key} if isinstance(key, Step) else {"etat": key}
    return f"{reverse('crm:prospects')}?{urlencode(query)}"


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


def shares_of(user, address: str) -> list[Share]:
    """Return what each agent has in discussion, the largest first; one query."""
    rows = on_board(user).filter(~Q(status=Progress.LOST))
    return pipeline.shares_of(rows, "client__owner", SUMS, address=address, parameter="agent")
