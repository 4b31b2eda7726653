"""The ledger of what agents earn: called by the domains in the transaction of what happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.audit.history import subject_key
from portal.core.values import dates
from portal.core.values.money import to_cents
from portal.earnings.agreements.models import Agreement
from portal.earnings.agreements.queries import agreement_for
from portal.earnings.lines import rules
from portal.earnings.lines.models import Earning, Payee
from portal.earnings.lines.rules import Entry, Position

LONGEST_REASON = 300


def expect(
    *, source, agent, kind: str, base: Decimal, by=None, day: date | None = None, label: str = "", again: bool = False
) -> Earning | None:
    """Expect what the agreement of `day` gives `agent` for a sale of `base` euros net, once per source and kind.

    Returns the line, or None when no agreement names this kind of sale or when it was expected before. After it was
    taken back whole, only `again` opens it anew.
    """
    if agent is None:
        return None
    day = day or dates.today()
    file = _File.opened(source, kind, agent, day)
    amount, agreement = _due(agent, kind, base, day, file.payee)
    if agreement is None:
        return None
    made = rules.expect(file.position, amount, to_cents(base), again=again)
    return file.add(made, agent=agent, agreement=agreement, day=day, label=label, by=by)


def earn(
    *,
    source,
    kind: str | None = None,
    agent=None,
    base: Decimal | None = None,
    by=None,
    day: date | None = None,
    label: str = "",
) -> list[Earning]:
    """Turn what was expected of `source` into earned, or earn directly with `kind`, `agent` and `base`; once.

    The agreement is that of the day of the sale: the day it was expected, else `day`. With `base`, what is earned is
    computed again from it.
    """
    day = day or dates.today()
    made = [_earn(source, each, agent, base, by=by, day=day, label=label) for each in _kinds(source, kind)]
    return [line for line in made if line]


def _earn(source, kind: str, agent, base: Decimal | None, *, by, day: date, label: str) -> Earning | None:
    file = _File.opened(source, kind, agent, day)
    if file.payee is None:
        return None
    asked, agent = file.opening, file.agent or agent
    if asked and (base is None or asked.agreement is None):
        return file.add(rules.earn(file.position), day=day, label=label, by=by)
    if base is None:
        return None
    agreement = asked.agreement if asked else None
    before = asked.base if asked else Decimal(0)
    amount, agreement = _due(agent, kind, base, asked.day if asked else day, file.payee, agreement, less=before)
    if agreement is None:
        return None
    made = rules.earn(file.position, amount, to_cents(base))
    return file.add(made, agent=agent, agreement=agreement, day=day, label=label, by=by)


def take_back(
    *, source, share: Decimal = rules.ONE, reason: str, kind: str | None = None, by=None, day: date | None = None
) -> list[Earning]:
    """Take back `share` of what `source` earned, in total: 0.4 then 1 takes 40 %, then the other 60 %.

    The same call again takes nothing more. Nothing happens to a source that earned nothing.
    """
    return _move(rules.take_back, source, share, reason, kind, by, day)


def give_back(
    *, source, share: Decimal = rules.ZERO, reason: str, kind: str | None = None, by=None, day: date | None = None
) -> list[Earning]:
    """Leave only `share` of the whole taken back: a dispute is won, a contract reopened."""
    return _move(rules.give_back, source, share, reason, kind, by, day)


def _move(rule, source, share: Decimal, reason: str, kind: str | None, by, day: date | None) -> list[Earning]:
    day, reason = day or dates.today(), reason.strip()[:LONGEST_REASON] or _("Sans motif")
    files = [_File.opened(source, each, None, day) for each in _kinds(source, kind)]
    made = [file.add(rule(file.position, Decimal(share), reason), day=day, by=by) for file in files if file.payee]
    return [line for line in made if line]


def _kinds(source, kind: str | None) -> list[str]:
    if kind:
        return [kind]
    lines = Earning.objects.filter(**_about(source)).order_by("kind").values_list("kind", flat=True).distinct()
    return list(lines)


def _about(source) -> dict:
    source_type, source_id = subject_key(source)
    return {"source_type": source_type, "source_id": source_id}


def _due(
    agent, kind: str, base: Decimal, day: date, payee: Payee, agreement: Agreement | None = None, less=Decimal(0)
) -> tuple[Decimal, Agreement | None]:
    """Return what a sale earns, and under which agreement; `less` is what its own lines put into the month's volume."""
    agreement = agreement or agreement_for(agent, kind, day)
    terms = agreement.terms.get(kind) if agreement else None
    if terms is None:
        return Decimal(0), None
    volume = _volume(agent, kind, _open_month(payee, day)) - less if terms.tiers else Decimal(0)
    return terms.due(base, volume), agreement


def _volume(agent, kind: str, month: date) -> Decimal:
    lines = Earning.objects.filter(agent=agent, kind=kind, month=month)
    return lines.aggregate(sum=Sum("base"))["sum"] or Decimal(0)


def _open_month(payee: Payee, day: date) -> date:
    """Return the first day of the month that a line of `day` counts in: the next one once a month is approved."""
    month = day.replace(day=1)
    return max(month, dates.next_month(payee.closed)) if payee.closed else month


def lock_payee(agent) -> Payee:
    """Return the agent's row, locked until the transaction ends."""
    assert connection.in_atomic_block, "earnings belong to the transaction of what they are about"
    Payee.objects.get_or_create(agent_id=agent.pk)
    return Payee.objects.select_for_update(of=("self",)).get(agent_id=agent.pk)


class _File:
    """The lines of one source and kind, read under the lock of the agent they belong to."""

    def __init__(self, source, kind: str, payee: Payee | None, lines: Sequence[Earning]):
        self.source, self.kind, self.payee, self.lines = source, kind, payee, lines

    @classmethod
    def opened(cls, source, kind: str, agent, day: date) -> "_File":
        lines = Earning.objects.filter(**_about(source), kind=kind).order_by("number")
        first = lines.select_related("agent").first()
        owner = first.agent if first else agent
        payee = lock_payee(owner) if owner else None
        return cls(source, kind, payee, list(lines.select_related("agreement", "agent")) if payee else [])

    @property
    def agent(self):
        return self.lines[0].agent if self.lines else None

    @property
    def position(self) -> Position:
        places = {line.pk: place for place, line in enumerate(self.lines)}
        return Position(tuple(replace(line.entry, cancels=places.get(line.cancels_id)) for line in self.lines))

    @property
    def opening(self) -> Earning | None:
        """The line of the last expectation."""
        position = self.position
        return self.lines[position.place(position.asked)] if position.asked else None

    def add(
        self, made: list[Entry], *, day: date, by=None, label: str = "", agent=None, agreement=None
    ) -> Earning | None:
        """Write the lines; return the last one that was written."""
        for entry in made:
            cancelled = None if entry.cancels is None else self.lines[entry.cancels]
            self.lines.append(
                self._line(entry, cancelled, day=day, by=by, label=label, agent=agent, agreement=agreement)
            )
        return self.lines[-1] if made else None

    def _line(self, entry: Entry, cancelled: Earning | None, *, day, by, label, agent, agreement) -> Earning:
        first, before = (self.lines[0], self.lines[-1]) if self.lines else (None, None)
        agent = first.agent if first else agent
        agreement = agreement or (before.agreement if before else None)
        line = Earning(
            **_about(self.source),
            number=before.number + 1 if before else 1,
            label=(label or (before.label if before else str(self.source)))[:200],
            url=_url_of(self.source),
            agent=agent,
            agency=first.agency if first else agent.organisation,
            kind=self.kind,
            state=entry.state,
            amount=entry.amount,
            base=entry.base,
            agreement=agreement,
            terms=agreement.terms[self.kind].sentence()[:200] if agreement and self.kind in agreement.terms else "",
            reason=entry.reason,
            day=day,
            month=_open_month(self.payee, day),
            cancels=cancelled,
            by=by,
        )
        line.save(force_insert=True)
        return line


def _url_of(source) -> str:
    return source.get_absolute_url()[:300] if hasattr(source, "get_absolute_url") else ""
