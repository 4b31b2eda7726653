"""Writing events and reading them back as sentences."""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.audit.models import Event, EventDetail
from portal.core.plugs import Socket
from portal.core.plumbing import logs
from portal.core.prepared_queries.prepared import prepared
from portal.core.values import dates
from portal.core.values.kept_words import to_tell

CLIENT = "client"
SYSTEM = "system"
ERASED = "audit.details_erased"  # the personal part of every event up to `until` is gone, as the law asks
FIRST = (0, "")  # the head of a chain that has no event yet


def subject_key(subject) -> tuple[str, str]:
    """Return how events name their subject: `("contracts.contract", "12")`."""
    return subject._meta.label_lower, str(subject.pk)


def _canonical(values: dict) -> bytes:
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_detail(salt: str, values: dict) -> str:
    """Return the salted SHA-256 an event keeps of its erasable part."""
    return hashlib.sha256(salt.encode() + _canonical(values)).hexdigest()


def digest_event(event: Event) -> str:
    """Return the SHA-256 over every column of an event and the previous hash."""
    return hashlib.sha256(_canonical(columns_of(event))).hexdigest()


def columns_of(event: Event) -> dict:
    """Return the columns that the hash of an event covers, serialised."""
    columns = {
        field.attname: getattr(event, field.attname)
        for field in Event._meta.concrete_fields
        if field.attname not in ("id", "hash", "at")
    }
    return columns | {"at": event.at.astimezone(dates.PARIS).isoformat(timespec="microseconds")}


def record(
    subject,
    verb: str,
    *,
    by=None,
    as_: str = SYSTEM,
    reason: str = "",
    channel: str = "",
    data: dict | None = None,
    personal: dict | None = None,
    from_status: str = "",
    to_status: str = "",
    is_first: bool = False,
) -> Event:
    """Add one event to the subject's history, in the transaction that makes it true.

    The caller holds the subject's row lock (or has just created it): two writers of one chain would
    otherwise collide on its sequence. `by` is an account; without one, `as_` says whether the client
    or the system acted. `data` holds facts without personal content, `personal` what may be erased. `is_first` spares
    the look for an earlier event, where this very transaction made the subject.
    """
    assert connection.in_atomic_block, "record() belongs to the transaction of what it records"
    kind, key = subject_key(subject)
    head = FIRST if is_first else _head(kind, key)
    columns = {"channel": channel, "data": data or {}, "from_status": from_status, "to_status": to_status}
    event, detail = _next(subject, verb, head, by=by, as_=as_, details=_details(by, reason, personal), columns=columns)
    event.save(force_insert=True)
    if detail:
        detail.event = event
        detail.save(force_insert=True)
    return event


def record_many(subjects: list, verb: str, *, by, reason: str = "", personal: dict | None = None) -> None:
    """Add the same event to the history of each of `subjects` (of one model), in three queries whatever their number.

    As for `record()`, the caller holds the lock of every row.
    """
    assert connection.in_atomic_block, "record_many() belongs to the transaction of what it records"
    heads = _heads(subjects)
    details = _details(by, reason, personal)
    pairs = [
        _next(subject, verb, heads.get(str(subject.pk), FIRST), by=by, as_=SYSTEM, details=details, columns={})
        for subject in subjects
    ]
    Event.objects.bulk_create([event for event, _detail in pairs], batch_size=500)
    for event, detail in pairs:
        if detail:
            detail.event = event
    EventDetail.objects.bulk_create([detail for _event, detail in pairs if detail], batch_size=500)


def _head(kind: str, key: str) -> tuple[int, str]:
    """Return sequence and hash of the last event of one subject."""
    events = Event.objects.filter(subject_type=kind, subject_id=key).order_by("-sequence")
    return events.values_list("sequence", "hash").first() or FIRST


def _heads(subjects: list) -> dict[str, tuple[int, str]]:
    """Return sequence and hash of the last event of each subject."""
    kinds = {subject_key(subject)[0] for subject in subjects}
    keys = [str(subject.pk) for subject in subjects]
    events = Event.objects.filter(subject_type__in=kinds, subject_id__in=keys).order_by("sequence")
    return {key: (sequence, hash_) for key, sequence, hash_ in events.values_list("subject_id", "sequence", "hash")}


def _next(subject, verb: str, head: tuple[int, str], *, by, as_: str, details: dict, columns: dict):
    """Return the event that follows `head` in a subject's chain, with its erasable part or None; unsaved."""
    kind, key = subject_key(subject)
    salt = secrets.token_hex(16) if details else ""
    event = Event(
        subject_type=kind,
        subject_id=key,
        sequence=head[0] + 1,
        verb=verb,
        actor=by,
        actor_kind=by.role if by else as_,
        at=dates.now(),
        request_id=logs.current_request_id(),
        detail_digest=digest_detail(salt, details) if details else "",
        previous_hash=head[1],
        **columns,
    )
    event.hash = digest_event(event)
    return event, EventDetail(salt=salt, values=details) if details else None


def _details(by, reason: str, personal: dict | None) -> dict:
    details = dict(personal or {})
    if by:
        details["actor"] = by.get_full_name()
    if reason:
        details["reason"] = reason
    return details


@dataclass(frozen=True)
class Sentence:
    """Timeline sentence of a verb; `text` may name `{actor}` and any value of the event.

    `facts` turns what the event holds into further words, for what is not kept as words: an hour, an amount.
    Neighbouring `technical` lines are folded behind their number.
    """

    text: str | Promise
    icon: str = "point"
    tone: str = "neutral"
    facts: Callable[[dict], dict] | None = None
    technical: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a timeline, ready for the `timeline` component."""

    at: datetime
    sentence: str
    actor_label: str
    reason: str
    tone: str
    icon: str
    event: Event
    technical: bool = False


SENTENCES = Socket("history", Sentence, "By verb, the sentence that a timeline shows for an event.")


def known_verbs() -> set[str]:
    """Return the verbs that have a sentence."""
    return set(SENTENCES.held)


def history_of(subject, *, newest_first: bool = True) -> list[Line]:
    """Return the timeline of a subject as sentences; one query whatever its length."""
    return [line_of(event) for event in _events(*subject_key(subject), newest_first=newest_first)]


@prepared
def _events(kind, key, *, newest_first: bool):
    events = Event.objects.filter(subject_type=kind, subject_id=key).select_related("detail")
    return events.order_by("-sequence" if newest_first else "sequence")


def line_of(event: Event) -> Line:
    """Return the sentence of one event; select its `detail` with it."""
    details = event.detail.values if hasattr(event, "detail") else {}
    sentence = SENTENCES.find(event.verb) or Sentence(event.verb)
    facts = {name: to_tell(fact) if isinstance(fact, str) else fact for name, fact in event.data.items()}
    if sentence.facts:
        facts |= sentence.facts(event.data)
    values = defaultdict(lambda: "…", facts | details | {"actor": _actor_label(event, details)})
    reason = details.get("reason", "")
    return Line(
        at=event.at,
        sentence=str(sentence.text).format_map(values),
        actor_label=values["actor"],
        reason=reason if event.actor_id else to_tell(reason),
        tone=sentence.tone,
        icon=sentence.icon,
        event=event,
        technical=sentence.technical,
    )


def _actor_label(event: Event, details: dict) -> str:
    if event.actor_id:
        return details.get("actor", _("Un membre de l’équipe"))
    return _("Le client") if event.actor_kind == CLIENT else _("Le portail")
