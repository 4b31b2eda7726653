"""Demonstration: onboardings at every status, some months of accepted ones."""

import io
import random
from datetime import datetime, timedelta
from uuid import UUID

from crm.clients.models import Client
from crm.onboarding import queries
from crm.onboarding.actions import answers, inviting
from crm.onboarding.enums import PieceKind, Standing, Status
from crm.onboarding.models import Onboarding, Piece
from crm.onboarding.uploads import Scan, scan_of
from crm.prospects.enums import Progress
from crm.review import actions
from crm.review.enums import Why
from portal.core.plumbing.lazily import Lazily
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.demo.working_hours import WorkingHours

Image, ImageDraw, ImageFont = Lazily("PIL.Image"), Lazily("PIL.ImageDraw"), Lazily("PIL.ImageFont")
ACCEPTED = 12
# Where the onboardings of prospects that are ready stand, then those of clients.
OF_PROSPECTS = (Status.SENT, Status.OPENED, Status.STARTED, Status.TO_CHECK, Status.TO_COMPLETE)
OF_CLIENTS = (Status.TO_CHECK, Status.TO_CHECK, Status.EXPIRED, *[Status.ACCEPTED] * ACCEPTED)
LOOKS = {PieceKind.IDENTITY: ("#dce7f3", "CARTE"), PieceKind.OWN_IDENTITY: ("#dce7f3", "CARTE")}


def make_onboardings(clients: list[Client], office, dice: random.Random) -> int:
    """Make what is missing; return how many were made. A second run makes none."""
    if Onboarding.objects.exclude(submitted_at=None).exists() or office is None:
        return 0
    hours = WorkingHours(dice, dates.now())
    ready = Client.objects.filter(follow_up__status=Progress.READY).select_related("owner").order_by("pk")
    for client, status in zip(ready, OF_PROSPECTS, strict=False):
        _walk(client, status, hours.moment(1), office, dice)
    invited = [client for client in clients if client.email and not hasattr(client, "onboarding")]
    for number, (client, status) in enumerate(zip(invited, OF_CLIENTS, strict=False)):
        days = dice.randrange(3, 9) if status == Status.TO_CHECK else min(16 + 3 * number, 58)
        _walk(client, status, hours.moment(days), office, dice)
    return Onboarding.objects.count()


class _Clock:
    """The moments of one client's answers."""

    def __init__(self, at: datetime, dice: random.Random):
        self.at, self.dice = at, dice

    def next(self, shortest: int = 15, longest: int = 80):
        self.at = min(self.at + timedelta(seconds=self.dice.randint(shortest, longest)), dates.now())
        return dates.pretending(self.at)


def _walk(client: Client, status: Status, at: datetime, office, dice: random.Random) -> None:
    clock = _Clock(at, dice)
    if not Onboarding.objects.filter(client=client).exists():
        with clock.next():
            inviting.invite(client=client, name=client.person_name or "Contact", email=client.email, by=client.owner)
    onboarding = Onboarding.objects.select_related("client").get(client=client)
    if status == Status.EXPIRED:
        answers.expire_due()
    elif status != Status.SENT:
        _answer(onboarding, status, clock)
        _review(onboarding, status, clock, office)


def _answer(onboarding: Onboarding, status: Status, clock: _Clock) -> None:
    client = onboarding.client
    with clock.next():
        answers.opened(onboarding=onboarding)
    if status == Status.OPENED:
        return
    with clock.next():
        names = ("company_name",) if client.is_company else ("last_name", "first_name", "birth_date")
        said = {name: getattr(client, name) for name in (*names, "address", "postal_code", "city", "phone")}
        answers.write_data(onboarding=onboarding, values=said, seen=0)
    if client.is_company:
        _declare(onboarding, clock)
    for piece in queries.pieces_of(onboarding)[: 1 if status == Status.STARTED else None]:
        with clock.next(20, 110):
            answers.add_pages(piece=_whole(piece, onboarding), scans=[_specimen(piece)])
    if status != Status.STARTED:
        with clock.next():
            answers.agree(onboarding=onboarding)
            answers.submit(onboarding=onboarding)


def _declare(onboarding: Onboarding, clock: _Clock) -> None:
    owner = {"standing": Standing.BOTH, "last_name": "Perrin", "first_name": "Claire", "share": 60, "job": "Gérante"}
    born = dates.today().replace(year=1978, month=5, day=12)
    with clock.next():
        answers.write_person(onboarding=onboarding, person=None, values=owner | {"birth_date": born})
        answers.confirm_people(onboarding=onboarding)


def _review(onboarding: Onboarding, status: Status, clock: _Clock, office) -> None:
    if status not in (Status.ACCEPTED, Status.TO_COMPLETE):
        return
    with clock.next(3000, 20_000):
        for number, piece in enumerate(queries.pieces_of(onboarding)):
            whole = _whole(piece, onboarding)
            if number == 0 and status == Status.TO_COMPLETE:
                actions.refuse_piece(piece=whole, why=to_keep(Why.UNREADABLE.label), by=office)
            else:
                actions.accept_piece(piece=whole, by=office)
        actions.conclude(onboarding=onboarding, by=office)


def _whole(piece: Piece, onboarding: Onboarding) -> Piece:
    piece.onboarding = onboarding
    return piece


def _specimen(piece: Piece) -> Scan:
    """A drawing that is nobody's document."""
    ground, word = LOOKS.get(piece.kind, ("#f4f0e6", "EXTRAIT"))
    picture = Image.new("RGB", (1000, 640), ground)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((40, 40, 960, 600), outline="#5a6b7b", width=4)
    drawing.text((80, 80), f"{word} - SPECIMEN", fill="#28384a", font=ImageFont.load_default(56))
    for line in range(5):
        drawing.rectangle((80, 220 + 70 * line, 860 - 90 * line, 244 + 70 * line), fill="#9fb0bf")
    drawing.text((80, 560), str(UUID(int=piece.pk)), fill="#5a6b7b", font=ImageFont.load_default(20))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return scan_of(out.getvalue(), "specimen.jpg")


def add_onboardings(demo) -> None:
    office = next(iter(demo.team.office), None)
    demo.say(f"  inscriptions ({make_onboardings(demo.clients, office, demo.dice(14))} au total)")


STEPS = ((47, add_onboardings),)
