"""The back-office decides about each piece, then about the whole (F13)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.drive.actions.filing import file_sealed
from crm.onboarding.actions import links
from crm.onboarding.enums import IDENTITY_KINDS, PieceStatus, Status
from crm.onboarding.models import Onboarding, Page, Piece
from crm.prospects.models import Attribution
from crm.review import messages
from crm.review.enums import Purpose
from crm.review.models import AccessLog
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.records import actions as records


@transaction.atomic
def accept_piece(*, piece: Piece, by) -> Piece:
    _to_check(piece.onboarding)
    return transitions.apply(piece, "accept", by=by, at=dates.now(), decider=by)


@transaction.atomic
def refuse_piece(*, piece: Piece, why: str, by) -> Piece:
    """Refuse with a reason, which the client reads in the mail that asks again."""
    _to_check(piece.onboarding)
    return transitions.apply(piece, "refuse", by=by, reason=why, why=why, at=dates.now(), decider=by)


@transaction.atomic
def reconsider_piece(*, piece: Piece, by) -> Piece:
    """Take a decision back while nobody was told of it."""
    _to_check(piece.onboarding)
    return transitions.apply(piece, "reconsider", by=by)


def _to_check(onboarding: Onboarding) -> Onboarding:
    """The row under lock, waiting for the back-office still."""
    client = transitions.lock(onboarding.client)
    row = transitions.lock(onboarding)
    if row.status != Status.TO_CHECK:
        raise Refused(row, transitions.refusal(row))
    row.client = client
    return row


@transaction.atomic
def conclude(*, onboarding: Onboarding, by) -> Onboarding:
    """Ask the refused pieces again, else accept: the client is one from now on. Raises `Refused` while some wait."""
    row = _to_check(onboarding)
    pieces = list(Piece.objects.select_for_update(of=("self",)).filter(onboarding=row).order_by("pk"))
    if any(piece.status not in (PieceStatus.ACCEPTED, PieceStatus.REFUSED) for piece in pieces):
        raise Refused(row, _("Acceptez ou refusez d’abord chaque pièce."))
    refused = [piece for piece in pieces if piece.status == PieceStatus.REFUSED]
    messages.settle_review(row)
    return _ask_again(row, refused, by=by) if refused else _accept(row, by=by)


def _ask_again(row: Onboarding, refused: list[Piece], *, by) -> Onboarding:
    client = row.client
    for piece in refused:
        Page.objects.filter(piece=piece).current().update(retired_at=dates.now(), refused_for=piece.reason)
    row = transitions.apply(row, "ask_again", by=by)
    row.client = client
    links.ask_again(row, pieces=refused, by=by)
    record(client, "crm.onboarding_asked_again", by=by, data={"pieces": len(refused)})
    return row


def _accept(row: Onboarding, *, by) -> Onboarding:
    client = row.client
    row = transitions.apply(row, "accept", by=by, at=dates.now())
    client = _corrected(client, row.answers, by=by)
    if client.stage != LifeStage.CLIENT:
        client = transitions.apply(client, "become_client", by=by)
    record(client, "crm.onboarding_accepted", by=by)
    _file(row, client, by=by)
    row.client = client
    messages.tell_accepted(row, attributed=_confirm_attribution(client, by=by), by=by)
    return row


def _file(row: Onboarding, client: Client, *, by) -> None:
    """File the company's documents in the client's drive; identity documents stay where each look is written down."""
    pages = Page.objects.filter(piece__onboarding=row, stored__isnull=False).current()
    for page in pages.exclude(piece__kind__in=IDENTITY_KINDS).select_related("stored", "piece"):
        name = to_keep(page.piece.get_kind_display())
        file_sealed(client=client, document=page.stored, name=name, folder=to_keep(_("Entrée en relation")), by=by)


def _corrected(client: Client, answers: dict, *, by) -> Client:
    """The client's file says what they said of themselves."""
    values = {
        name: date.fromisoformat(value) if name == "birth_date" and value else value for name, value in answers.items()
    }
    fields = records.differing(client, values)
    if not fields:
        return client
    before = {name: str(getattr(client, name) or "") for name in fields}
    records.write(client, values)
    labels = ", ".join(str(Client._meta.get_field(name).verbose_name) for name in fields)
    after = {name: str(values[name] or "") for name in fields}
    record(
        client,
        "crm.changed",
        by=by,
        data={"fields": fields},
        personal={"before": before, "after": after, "labels": labels},
    )
    return client


def _confirm_attribution(client: Client, *, by) -> bool:
    """Who brought the prospect is confirmed, once; False where nobody did."""
    attribution = Attribution.objects.filter(client=client, ended_at=None).select_related("agent").first()
    if attribution is None:
        return False
    if Attribution.objects.filter(pk=attribution.pk, confirmed_at=None).update(confirmed_at=dates.now()):
        record(client, "crm.attribution_confirmed", by=by, personal={"agent": attribution.agent.get_full_name()})
    return True


def look(*, page: Page, purpose: str, note: str = "", by) -> AccessLog:
    """Write down that `by` looks at a page of an identity document, and why."""
    piece = page.piece
    if not by.has_right(Permission.ONBOARDING_REVIEW):
        raise NotYours(piece)
    return AccessLog.objects.create(
        onboarding_id=piece.onboarding_id, kind=piece.kind, page=page.pk, by=by, purpose=Purpose(purpose), note=note
    )
