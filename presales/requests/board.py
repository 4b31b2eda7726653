"""Requests in `À faire`: what waits, and for whom."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.permissions import Permission
from portal.core.plugs.board import Item, Side, Source
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.requests import queries
from presales.requests.enums import WITH_PARTNER, WITH_TEAM, Status
from presales.requests.models import PresalesRequest

ASKS, HANDLES = (Permission.OPPORTUNITIES,), (Permission.PRESALES_HANDLE,)


def _of_asker(user, *statuses):
    """Return those of the reader's organisation in these statuses; none for the team, which has its own."""
    if not user.has_right(Permission.PRESALES_ASK):
        return PresalesRequest.objects.none()
    return queries.requests_of(user).filter(status__in=statuses).order_by("status_changed_at", "pk")


def drafts(user):
    return _of_asker(user, Status.DRAFT)


def draft_items(user, rows: list[PresalesRequest]) -> list[Item]:
    return [_item(row, _("Envoyer"), since=row.created_at) for row in rows]


def answers(user):
    held = Prefetch("slots", queryset=Slot.objects.filter(state=SlotState.HELD), to_attr="held_slots")
    return _of_asker(user, *WITH_PARTNER).prefetch_related(held)


def answer_items(user, rows: list[PresalesRequest]) -> list[Item]:
    return [_answer(row) for row in rows]


def _answer(row: PresalesRequest) -> Item:
    if row.status == Status.AWAITING_INFO:
        return _item(row, _("Transmettre les informations"), url=reverse("presales:request_answer", args=[row.pk]))
    return _item(row, _("Choisir une date"), until=max((slot.held_until for slot in row.held_slots), default=None))


def with_team(user):
    return _of_asker(user, *WITH_TEAM)


def with_team_items(user, rows: list[PresalesRequest]) -> list[Item]:
    return [_item(row, _("Voir la demande"), until=row.due_at) for row in rows]


def to_handle(user):
    return queries.waiting_for_team(user).order_by("due_at", "pk")


def to_handle_items(user, rows: list[PresalesRequest]) -> list[Item]:
    return [
        _item(row, _("Accepter"), until=row.due_at)
        if row.status == Status.TO_DO
        else _item(
            row, _("Proposer trois dates"), until=row.due_at, url=reverse("presales:request_proposals", args=[row.pk])
        )
        for row in rows
    ]


def with_partners(user):
    return queries.waiting_for_partner(user).order_by("status_changed_at", "pk")


def with_partner_items(user, rows: list[PresalesRequest]) -> list[Item]:
    return [_item(row, _("Voir la demande"), whom=row.organisation.name) for row in rows]


def _item(row: PresalesRequest, action: str, *, since=None, until=None, url: str = "", whom: str = "") -> Item:
    return Item(
        row.opportunity.title,
        url or row.get_absolute_url(),
        action,
        since or row.status_changed_at,
        until=until,
        subtitle=f"{row.number} · {row.opportunity.company_name}",
        whom=whom,
    )


def _source(name: str, label, rows, items, rights, order: int, **more) -> Source:
    return Source(name=f"presales.{name}", label=label, rows=rows, items=items, rights=rights, order=order, **more)


def _queue(waiting: str = ""):
    return lambda user: reverse("presales:queue") + waiting


SOURCES = (
    _source("answers", gettext_lazy("Dates et informations attendues"), answers, answer_items, ASKS, 30),
    _source("drafts", gettext_lazy("Demandes avant-vente à envoyer"), drafts, draft_items, ASKS, 35),
    _source(
        "with_team",
        gettext_lazy("Demandes avant-vente envoyées"),
        with_team,
        with_team_items,
        ASKS,
        30,
        side=Side.OTHER,
        whom=gettext_lazy("l’équipe avant-vente"),
    ),
    _source(
        "to_handle",
        gettext_lazy("Demandes avant-vente à traiter"),
        to_handle,
        to_handle_items,
        HANDLES,
        20,
        all_url=_queue(),
    ),
    _source(
        "with_partners",
        gettext_lazy("Demandes avant-vente à suivre"),
        with_partners,
        with_partner_items,
        HANDLES,
        20,
        side=Side.OTHER,
        whom=gettext_lazy("le partenaire"),
        all_url=_queue("?voir=attente"),
    ),
)
