"""Writing agreements: what was used is never changed, a new version follows it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.core.values.kept_words import to_keep
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.models import Agreement, Rule
from portal.earnings.agreements.rules import Terms
from portal.records import actions as records

FREE = {"name", "until", "notes"}  # what may still change once lines were computed


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Agreement:
    """Write a new agreement; its terms are added kind by kind."""
    row, created = records.create(Agreement(owner=by, creation_key=key, **values), by=by)
    if created:
        record(row, "earnings.agreement_created", by=by, is_first=True)
    return row


@transaction.atomic
def change(*, agreement: Agreement, values: dict, version: int, by) -> Agreement:
    """Change whom, when and the name; once it was used, its end and name alone."""
    row = lock(agreement)
    if is_used(row) and set(records.differing(row, values)) - FREE:
        raise Refused(row, used_sentence())
    if records.write(row, values, version=version):
        record(row, "earnings.agreement_changed", by=by)
    return row


@transaction.atomic
def set_terms(*, agreement: Agreement, kind: str, terms: Terms | None, version: int, by) -> Agreement:
    """Write the terms of one kind of sale, or remove them; refused once the agreement was used."""
    row = lock(agreement)
    before = {rule.kind: rule.terms for rule in row.rules.all()}.get(kind)
    if before == terms:
        return row
    if is_used(row):
        raise Refused(row, used_sentence())
    records.write(row, {}, version=version, also=True)
    row.rules.filter(kind=kind).delete()
    if terms:
        tiers = [[str(low), str(rate)] for low, rate in terms.tiers]
        Rule.objects.create(agreement=row, kind=kind, rate=terms.rate, fixed=terms.fixed, tiers=tiers)
    facts = {"kind": to_keep(Kind(kind).label), "terms": to_keep(terms.sentence()) if terms else "—"}
    record(row, "earnings.terms_changed", by=by, data=facts)
    return row


@transaction.atomic
def succeed(*, agreement: Agreement, since: date, by) -> Agreement:
    """Follow an agreement by a copy from `since` on, whose terms may then be changed; the first ends the day before."""
    row = lock(agreement)
    if since <= row.since or row.until and since > row.until + timedelta(days=1):
        raise Refused(row, _("La nouvelle version commence après le début de celle-ci, et au plus tard à sa fin."))
    until = row.until if row.until and row.until >= since else None
    records.write(row, {"until": since - timedelta(days=1)})
    record(row, "earnings.agreement_succeeded", by=by, data={"since": f"{since:%d/%m/%Y}"})
    values = {name: getattr(row, name) for name in ("name", "agent", "agency", "notes")}
    copy = Agreement.objects.create(owner=by, creation_key=uuid4(), since=since, until=until, **values)
    for rule in row.rules.all():
        Rule.objects.create(agreement=copy, kind=rule.kind, rate=rule.rate, fixed=rule.fixed, tiers=rule.tiers)
    record(copy, "earnings.agreement_created", by=by, is_first=True)
    return copy


def is_used(agreement: Agreement) -> bool:
    """Return whether a line was computed from it."""
    return agreement.pk is not None and agreement.earnings.exists()


def overlapping(*, agent, agency, since: date, until: date | None, besides: Agreement | None = None):
    """Return the first other agreement for the same people on one of these days."""
    rows = Agreement.objects.filter(agent=agent, agency=agency).exclude(pk=besides.pk if besides else None)
    rows = rows.filter(Q(until=None) | Q(until__gte=since))
    return (rows.filter(since__lte=until) if until else rows).order_by("since").first()


def used_sentence() -> str:
    return _("Cet accord est déjà utilisé. Créez une nouvelle version.")
