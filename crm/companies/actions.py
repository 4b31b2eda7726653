"""Keep what the directory said of a client, and compare it again later with what people typed."""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from crm.clients.models import Client
from crm.companies import directory, gate
from crm.companies.enums import CheckState
from crm.companies.identifiers import joined
from crm.companies.models import CompanyRecord
from crm.companies.reading import Company
from portal.audit import transitions
from portal.audit.history import record
from portal.core.values import dates
from portal.core.values.text import normalise

# Columns of a client that the directory also knows, in the order in which differences are shown.
COMPARED = ("company_name", "address", "postal_code", "city")
LEASE = timedelta(minutes=2)
BATCH = 20


def found_values(company: Company, siret: str = "") -> dict:
    """What the directory says, as kept beside what was typed."""
    chosen = company.establishment(siret)
    place = chosen.place if chosen else None
    return {
        "siren": company.siren,
        "siret": chosen.siret if chosen else "",
        "company_name": company.name,
        "address": place.address if place else "",
        "address_extra": place.extra if place else "",
        "postal_code": place.postal_code if place else "",
        "city": place.city if place else "",
        "country": place.country if place else "",
        "vat_number": company.vat_number,
        "legal_form": company.legal_form,
        "activity": company.activity,
        "unit_state": str(company.state),
        "closed_on": company.closed_on.isoformat() if company.closed_on else "",
        "is_masked": company.is_masked,
        "officers": [asdict(officer) for officer in company.officers],
    }


def keep(*, client: Client, typed: dict, company: Company | None = None) -> CompanyRecord:
    """Write the registration data of `client`, in the caller's transaction.

    `typed` are columns that a person wrote. With `company` the record is checked now; without, it is checked later.
    """
    row = CompanyRecord.objects.select_for_update().filter(client=client).first() or CompanyRecord(client=client)
    for name, value in typed.items():
        setattr(row, name, value)
    if company is not None:
        _compare(row, client, company)
    elif not row.found or row.found.get("siren") != client.siren:
        row.check_state, row.differences = CheckState.TO_CHECK, []
        row.next_check_at = dates.now() if client.siren else None
    row.save()
    return row


def recheck_due() -> int:
    """Ask the directory about records that wait for it; returns how many were compared. Stops once it is down."""
    done = 0
    for pk in _claim():
        try:
            done += recheck(pk=pk)
        except directory.DirectoryDown:
            CompanyRecord.objects.filter(pk=pk).update(next_check_at=dates.now())
            break
    return done


def recheck(*, pk: int) -> bool:
    """Compare one record with the directory, asked outside of any transaction. Raises `DirectoryDown`."""
    waiting = CompanyRecord.objects.select_related("client").filter(pk=pk, check_state=CheckState.TO_CHECK).first()
    if waiting is None or not waiting.client.siren:
        return False
    asked = waiting.client.siren
    company = directory.find(waiting.siret if waiting.siret.startswith(asked) else asked)
    return _write_comparison(pk, asked, company)


@transaction.atomic
def _write_comparison(pk: int, asked: str, company: Company | None) -> bool:
    row = CompanyRecord.objects.filter(pk=pk).first()
    client = transitions.lock(row.client) if row else None
    row = CompanyRecord.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None or client is None or client.siren != asked or row.check_state != CheckState.TO_CHECK:
        return False
    if company is None:
        row.check_state, row.found_at, row.next_check_at = CheckState.UNKNOWN, dates.now(), None
    else:
        _compare(row, client, company)
        if not row.vat_number:
            row.vat_number = company.vat_number
    row.save()
    record(client, "crm.company_checked", data={"state": row.check_state, "fields": row.differences})
    return True


def _claim() -> list[int]:
    """Keys of records whose turn has come, leased so that two workers do not ask twice."""
    if gate.is_closed():
        return []
    now = dates.now()
    with transaction.atomic():
        due = CompanyRecord.objects.select_for_update(of=("self",), skip_locked=True).filter(
            Q(next_check_at__lte=now), check_state=CheckState.TO_CHECK
        )
        keys = list(due.order_by("next_check_at", "pk").values_list("pk", flat=True)[:BATCH])
        CompanyRecord.objects.filter(pk__in=keys).update(next_check_at=now + LEASE)
    return keys


def _compare(row: CompanyRecord, client: Client, company: Company) -> None:
    """Keep the directory's answer and list the columns in which the file says something else."""
    found = found_values(company, row.siret)
    row.found, row.found_at, row.next_check_at = found, dates.now(), None
    row.unit_state, row.closed_on = company.state, company.closed_on
    row.legal_form, row.activity = company.legal_form, company.activity
    row.differences = [name for name in COMPARED if _differs(name, getattr(client, name), found[name])]
    row.check_state = CheckState.DIFFERS if row.differences else CheckState.CHECKED


def _differs(name: str, typed: str, found: str) -> bool:
    """Return whether two values differ beyond case, accents and punctuation; an empty side tells nothing."""
    plain = [joined(normalise(value)).replace("'", "").replace("’", "").replace(",", "") for value in (typed, found)]
    return bool(plain[0] and plain[1]) and plain[0] != plain[1]
