"""What stands between a link and what it leads to: finding it, opening it, proving who reads."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction

from portal.audit.history import CLIENT, record
from portal.core.values import dates
from portal.links import mailed_codes, purposes
from portal.links.mailed_codes import Mailing
from portal.links.making import digests_of
from portal.links.models import ProofTry, SecureLink
from portal.links.purposes import ProofSpec, Purpose

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")
WINDOW = timedelta(hours=24)
WRONG_TRIES = 5


@dataclass(frozen=True)
class Passage:
    """A link with all it leads to; it may be dead."""

    link: SecureLink
    purpose: Purpose
    subject: object


@dataclass(frozen=True)
class Answer:
    """What came of an answer to the proof's question; `dead` when the link died before it was read.

    `stale` says that no mailed code was waiting for an answer: nothing was counted.
    """

    right: bool
    dead: bool = False
    stale: bool = False
    left: int = 0
    retry_at: datetime | None = None


def find(token: str) -> Passage | None:
    """The passage of a token; None for one nobody made, or whose purpose or subject is gone."""
    if not WELL_FORMED.fullmatch(token):
        return None
    link = SecureLink.objects.filter(token_hash__in=digests_of(token)).first()
    purpose = purposes.find(link.purpose) if link else None
    rows = _subjects(link) if purpose else None
    subject = rows.filter(pk=link.about_id).first() if rows is not None else None
    return Passage(link, purpose, subject) if subject is not None else None


def _subjects(link: SecureLink):
    try:
        return apps.get_model(link.about_type)._base_manager.all()
    except LookupError:
        return None


def _locked(passage: Passage) -> SecureLink | None:
    """The link's row, locked after its subject's, as every action that ends links does; None when it is gone."""
    subjects = _subjects(passage.link).select_for_update(of=("self",), no_key=True)
    if subjects.filter(pk=passage.link.about_id).first() is None:
        return None
    return SecureLink.objects.select_for_update(of=("self",)).filter(pk=passage.link.pk).first()


@transaction.atomic
def enter(*, passage: Passage) -> bool:
    """Open a link that asks for no proof. False when it died in the meantime."""
    link = _locked(passage)
    if link is None or not link.is_alive:
        return False
    _note_opened(link, passage)
    return True


@transaction.atomic
def answer(*, passage: Passage, given: dict) -> Answer:
    """Hold `given` (the form's cleaned data) against the proof of a link: five wrong answers in 24 hours."""
    link = _locked(passage)
    if link is None or not link.is_alive:
        return Answer(right=False, dead=True)
    free_at = blocked_until(link)
    if free_at:
        return Answer(right=False, retry_at=free_at)
    proof = passage.purpose.proof_for(passage.subject)
    if proof.address and not mailed_codes.is_waiting(link):
        return Answer(right=False, stale=True)
    if _is_right(proof, link, passage.subject, given):
        _note_opened(link, passage)
        _note_proven(link, passage)
        return Answer(right=True)
    ProofTry.objects.create(link=link, at=dates.now())
    record(passage.subject, "links.refused", as_=CLIENT, data={"purpose": passage.purpose.name})
    return Answer(right=False, left=WRONG_TRIES - _wrong_tries(link).count(), retry_at=blocked_until(link))


def _is_right(proof: ProofSpec, link: SecureLink, subject, given: dict) -> bool:
    return mailed_codes.take(link, given["code"]) if proof.address else proof.check(subject, given)


@transaction.atomic
def mail_code(*, passage: Passage) -> Mailing:
    """Mail a new code to the recipient of a link, at most once a minute; any earlier one dies."""
    link = _locked(passage)
    if link is None or not link.is_alive:
        return Mailing.DEAD
    if blocked_until(link):
        return Mailing.LIMITED
    return mailed_codes.send(link, passage.subject, passage.purpose.proof_for(passage.subject).address)


def _note_opened(link: SecureLink, passage: Passage) -> None:
    if link.opened_at is None:
        link.opened_at = dates.now()
        link.save(update_fields=["opened_at"])
        record(passage.subject, "links.opened", as_=CLIENT, data={"purpose": passage.purpose.name})


def _note_proven(link: SecureLink, passage: Passage) -> None:
    if link.proven_at is None:
        link.proven_at = dates.now()
        link.save(update_fields=["proven_at"])
        record(passage.subject, "links.proven", as_=CLIENT, data={"purpose": passage.purpose.name})
    if passage.purpose.proven:
        passage.purpose.proven(link, passage.subject)


def _wrong_tries(link: SecureLink):
    return ProofTry.objects.filter(link=link, at__gt=dates.now() - WINDOW)


def blocked_until(link: SecureLink) -> datetime | None:
    """When the next answer may be given, None when one may be given now."""
    latest = list(_wrong_tries(link).order_by("-at").values_list("at", flat=True)[:WRONG_TRIES])
    return latest[-1] + WINDOW if len(latest) == WRONG_TRIES else None


@transaction.atomic
def renew(*, token: str) -> None:
    """Have a new link sent to the recipient of a dead one, once per link, if its purpose knows how.

    Gives nothing back: who asks learns nothing of the token. A completed link is never renewed.
    """
    passage = find(token)
    if passage is None or passage.purpose.renew is None:
        return
    link = _locked(passage)
    if link is None or link.is_alive or link.completed_at or link.renewed_at:
        return
    link.renewed_at = dates.now()
    link.save(update_fields=["renewed_at"])
    passage.purpose.renew(link)
