"""What the client does behind the link; each answer is saved as it is given."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.onboarding import messages, queries, rules
from crm.onboarding.actions import links
from crm.onboarding.enums import WITH_CLIENT, Consent, PieceStatus, Status
from crm.onboarding.models import Onboarding, Page, Person, Piece
from crm.onboarding.uploads import Scan
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.documents import files
from portal.documents.models import StoredFile
from portal.links import making

KIND = "onboarding"
MOST_PAGES = 12
MOST_PEOPLE = 20
BATCH = 100


class Incomplete(Refused):
    """Something is missing before it can be sent."""


@transaction.atomic
def opened(*, onboarding: Onboarding) -> None:
    """The client proved who they are: the clock starts."""
    row = _locked(onboarding)
    if row.status == Status.SENT:
        row = transitions.apply(row, "open", as_=CLIENT)
    _save(row)


@transaction.atomic
def write_data(*, onboarding: Onboarding, values: dict, seen: int) -> bool:
    """Keep what the client says of themselves; return False when another device had changed it since it was shown."""
    row = _begun(onboarding)
    kept = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
    agrees = row.revision == seen or row.data_at is None or row.answers == kept
    if row.answers != kept or row.data_at is None:
        row.answers, row.data_at = kept, dates.now()
        row.revision += 1
    _save(row)
    return agrees


@transaction.atomic
def write_person(*, onboarding: Onboarding, person: Person | None, values: dict) -> Person:
    """Add somebody, or correct what is said of them. Raises `Refused` beyond what one company may own."""
    row = _begun(onboarding)
    others = Person.objects.filter(onboarding=row).exclude(pk=person.pk if person else None)
    if person is None and others.count() >= MOST_PEOPLE:
        raise Refused(row, _("Vingt personnes au plus : retirez-en une."))
    shared = sum(each.share or 0 for each in others) + (values.get("share") or 0)
    if shared > 100:
        raise Refused(row, _("Les parts dépassent 100 % : vérifiez celles des autres bénéficiaires."))
    kept = Person.objects.filter(onboarding=row, pk=person.pk).first() if person else None
    written = kept or Person(onboarding=row)
    for name, value in values.items():
        setattr(written, name, value)
    written.save()
    _save(row)
    return written


@transaction.atomic
def remove_person(*, onboarding: Onboarding, key: int) -> None:
    row = _begun(onboarding)
    Person.objects.filter(onboarding=row, pk=key).delete()
    _save(row)


@transaction.atomic
def confirm_people(*, onboarding: Onboarding) -> None:
    """« C’est complet »: there is somebody who runs the company."""
    row = _begun(onboarding)
    if not Person.objects.filter(onboarding=row).exists():
        raise Incomplete(row, _("Ajoutez au moins un dirigeant."))
    row.people_at = dates.now()
    _save(row)


@transaction.atomic
def agree(*, onboarding: Onboarding) -> None:
    """Keep each consent with its words and the moment."""
    row = _begun(onboarding)
    now = dates.now().isoformat()
    row.consents = {each.value: {"at": now, "text": to_keep(each.label)} for each in Consent}
    _save(row)


def add_pages(*, piece: Piece, scans: list[Scan]) -> int:
    """Keep the pages of a piece, stored before the transaction that takes them; returns how many are new.

    Raises `Refused` for bytes that were refused before, for an accepted piece, and beyond the number of pages.
    """
    fresh = _not_there_yet(piece, scans)
    if not fresh:
        return 0

    def take(stored: list[StoredFile]) -> int:
        onboarding = _begun(piece.onboarding)
        row = transitions.lock(piece)
        _check_open(row)
        _check_not_refused(row, fresh)
        there = set(Page.objects.filter(piece=row).current().values_list("sha256", flat=True))
        if there & {scan.sha256 for scan in fresh}:
            raise Refused(row, _("Ces pages viennent d’être ajoutées sur un autre appareil."))
        if len(there) + len(fresh) > MOST_PAGES:
            raise Refused(row, _("Une pièce a douze pages au plus : retirez-en une."))
        pairs = zip(fresh, stored, strict=True)
        Page.objects.bulk_create([Page(piece=row, stored=file, sha256=scan.sha256) for scan, file in pairs])
        transitions.apply(row, "drop", as_=CLIENT, data={"pages": len(fresh)})
        _save(onboarding)
        return len(fresh)

    contents = [{"content": scan.content, "name": scan.name, "kind": KIND, "about": piece.onboarding} for scan in fresh]
    return files.store_all_for(take, contents)


def _not_there_yet(piece: Piece, scans: list[Scan]) -> list[Scan]:
    """The scans without those that are in the piece already: a second press of the button adds nothing."""
    _check_open(piece)
    _check_not_refused(piece, scans)
    there = set(Page.objects.filter(piece=piece).current().values_list("sha256", flat=True))
    return list({scan.sha256: scan for scan in scans if scan.sha256 not in there}.values())


def _check_open(piece: Piece) -> None:
    if piece.status == PieceStatus.ACCEPTED:
        raise Refused(piece, _("Cette pièce est acceptée. Elle ne peut plus être remplacée."))


def _check_not_refused(piece: Piece, scans: list[Scan]) -> None:
    refused = Page.objects.filter(piece=piece, sha256__in=[scan.sha256 for scan in scans]).exclude(refused_for="")
    known = refused.first()
    if known:
        name = next(scan.name for scan in scans if scan.sha256 == known.sha256)
        told = _("« %(name)s » a déjà été refusé (%(reason)s) : envoyez un autre fichier.")
        raise Refused(piece, told % {"name": name, "reason": known.refused_for.rstrip(".")})


@transaction.atomic
def remove_page(*, piece: Piece, page: Page) -> None:
    """Take a page away before it is sent."""
    onboarding = _begun(piece.onboarding)
    row = transitions.lock(piece)
    mine = Page.objects.filter(piece=row).current()
    found = mine.filter(pk=page.pk).select_related("stored").first()
    if row.status != PieceStatus.DROPPED or found is None:
        return
    found.delete()
    if found.stored:
        files.remove(found.stored)
    if not mine.exists():
        transitions.apply(row, "empty", as_=CLIENT)
    _save(onboarding)


@transaction.atomic
def submit(*, onboarding: Onboarding) -> Onboarding:
    """`Envoyer`: the link has served, the back-office is told. Raises `Incomplete` while something is missing."""
    row = _begun(onboarding)
    missing = [part for part in queries.parts_of(row, queries.pieces_of(row)) if not part.is_done]
    if missing:
        raise Incomplete(row, _("À compléter : %(what)s.") % {"what": ", ".join(str(p.label) for p in missing)})
    _spend(row)
    row.save()
    row = transitions.apply(row, "submit", as_=CLIENT, at=dates.now())
    record(row.client, "crm.onboarding_submitted", as_=CLIENT)
    making.complete_all(row.client, links.ONBOARDING)
    messages.tell_to_check(row)
    return row


def remind_due() -> int:
    """Remind the clients whose turn has come; returns how many."""
    now = dates.now()
    due = Onboarding.objects.filter(next_reminder_at__lte=now, expires_at__gt=now, client__removed_at=None)
    due = due.filter(client__archived_at=None).order_by("next_reminder_at", "pk")
    return sum(_remind(key) for key in due.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remind(key: int) -> bool:
    row = _locked(Onboarding.objects.select_related("client").get(pk=key))
    if not row.is_with_client or row.next_reminder_at is None or row.next_reminder_at > dates.now():
        return False
    links.remind(row)
    record(row.client, "crm.onboarding_reminded")
    return True


def expire_due() -> int:
    """Expire what the client did not send in time; returns how many. What was filled in is kept."""
    late = Onboarding.objects.filter(expires_at__lte=dates.now(), status__in=WITH_CLIENT)
    return sum(_expire(key) for key in late.order_by("expires_at", "pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _expire(key: int) -> bool:
    row = _locked(Onboarding.objects.select_related("client").get(pk=key))
    if not row.is_with_client or row.expires_at > dates.now():
        return False
    row = transitions.apply(row, "expire")
    record(row.client, "crm.onboarding_expired")
    messages.tell_expired(row)
    return True


def _locked(onboarding: Onboarding) -> Onboarding:
    """The row under lock, after its client's, as everything that ends links does."""
    client = transitions.lock(onboarding.client)
    row = transitions.lock(onboarding)
    row.client = client
    return row


def _begun(onboarding: Onboarding) -> Onboarding:
    """The row under lock, open to the client's answers."""
    row = _locked(onboarding)
    if not row.is_with_client:
        raise Refused(row, _("Votre inscription est déjà envoyée. Elle ne peut plus être modifiée."))
    if row.status in (Status.SENT, Status.OPENED):
        client = row.client
        row = transitions.apply(row, "begin", as_=CLIENT)
        row.client = client
    return row


def _save(row: Onboarding) -> None:
    _spend(row)
    row.touch()
    row.save()


def _spend(row: Onboarding) -> None:
    """Add the time since the last answer."""
    now = dates.now()
    row.seconds += rules.seconds_between(row.active_at, now)
    row.active_at = now
