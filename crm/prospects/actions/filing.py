"""Open a prospect's file and write its tabs."""

from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.companies import actions as companies
from crm.companies.models import CompanyRecord
from crm.companies.reading import Company
from crm.prospects.enums import Channel
from crm.prospects.models import Attribution, FollowUp, Recommendation
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core import dates

IDENTITY = ("kind", "company_name", "last_name", "first_name", "siren")
REGISTRATION = ("siret", "vat_number", "website")
ADDRESS = ("address", "address_extra", "postal_code", "city")
FOLLOWED = ("step", "turnover", "forecast", "probability", "expected_on", "comment")


class Taken(Exception):
    """Another file already holds this SIREN: the first one keeps it."""


class Stale(Exception):
    """The tab was changed by somebody else since its form was opened."""


@transaction.atomic
def create(*, values: dict, registration: dict, company: Company | None, key: UUID, by) -> Client:
    """A new prospect of `by`; the same form sent twice makes one. Raises `Taken`: the first of a SIREN keeps it."""
    known = Client.objects.filter(creation_key=key).first()
    if known is not None:
        if known.owner_id != by.pk:
            raise Refused(known, _("Ce formulaire a déjà servi."))
        return known
    client = Client(owner=by, agency_id=by.organisation_id, stage=LifeStage.PROSPECT, creation_key=key)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(client, _("Cette action n’est pas ouverte à votre rôle."))
    _set(client, values)
    client.save(force_insert=True)
    _attribute(client, by=by)
    FollowUp.objects.create(client=client)
    companies.keep(client=client, typed=registration, company=company)
    record(client, "crm.prospect_created", by=by, is_first=True)
    return client


def _attribute(client: Client, *, by, channel: str = Channel.PORTAL) -> None:
    """Write who brings this prospect. The unique index decides between two at the same moment."""
    try:
        with transaction.atomic():
            Attribution.objects.create(
                client=client,
                siren=client.siren,
                agent=by,
                agency_id=by.organisation_id,
                channel=channel,
                agreement=settings.PARTNER_AGREEMENT,
            )
    except IntegrityError as error:
        raise Taken(client.siren) from error


@transaction.atomic
def write_company(
    *, client: Client, values: dict, registration: dict, company: Company | None, seen: str, by
) -> Client:
    """The tab `Société`. Raises `Taken`, `Stale`, or `Refused` once the prospect is ready."""
    row = _locked(client, by=by)
    if row.follow_up.is_ready and not may_change_identity(row, by):
        raise Refused(row, _("Le prospect est prêt à démarrer : son identité ne change plus."))
    kept = CompanyRecord.objects.filter(client=row).first() or CompanyRecord(client=row)
    before = {**_values(row, IDENTITY), **_values(kept, REGISTRATION)}
    if not _differs(before, {**values, **registration}) and company is None:
        return row
    _refuse_stale(before, seen)
    if values.get("siren", row.siren) != row.siren:
        _renumber(row, values["siren"])
    _set(row, values)
    _write(row)
    companies.keep(client=row, typed=registration, company=company)
    record(row, "crm.prospect_changed", by=by, data={"tab": "societe"})
    return row


def _renumber(client: Client, siren: str) -> None:
    """Another SIREN: the attribution takes it while it had none; it never changes numbers."""
    attribution = Attribution.objects.select_for_update().filter(client=client).first()
    taken = Attribution.objects.filter(siren=siren, ended_at=None).exclude(client=client).exists() if siren else False
    if taken:
        raise Taken(siren)
    if attribution is None or attribution.siren or not siren:
        return
    attribution.siren = siren
    try:
        with transaction.atomic():
            attribution.save(update_fields=["siren"])
    except IntegrityError as error:
        raise Taken(siren) from error


@transaction.atomic
def write_address(*, client: Client, values: dict, seen: str, by) -> Client:
    """The tab `Adresse`."""
    row = _locked(client, by=by)
    country = values.pop("country", "")
    kept = CompanyRecord.objects.select_for_update().filter(client=row).first() or CompanyRecord(client=row)
    before = {**_values(row, ADDRESS), "country": kept.country}
    if not _differs(before, {**values, "country": country}):
        return row
    _refuse_stale(before, seen)
    _set(row, values)
    _write(row)
    kept.country = country
    kept.save()
    record(row, "crm.prospect_changed", by=by, data={"tab": "adresse"})
    return row


@transaction.atomic
def write_follow_up(*, client: Client, values: dict, seen: str, by) -> FollowUp:
    """The tab `Suivi du dossier`, apart from the state, which has steps of its own."""
    row = _locked(client, by=by).follow_up
    before = _values(row, FOLLOWED)
    if not _differs(before, values):
        return row
    _refuse_stale(before, seen)
    _set(row, values)
    row.version += 1
    row.save()
    record(row.client, "crm.prospect_changed", by=by, data={"tab": "suivi"})
    return row


@transaction.atomic
def write_recommendation(*, client: Client, values: dict, seen: str, by) -> Recommendation:
    """The tab `Recommandation`."""
    client = _locked(client, by=by)
    row = Recommendation.objects.select_for_update().filter(client=client).first() or Recommendation(client=client)
    before = _values(row, ("activity", "needs", "invoices"))
    if not _differs(before, values):
        return row
    _refuse_stale(before, seen)
    _set(row, values)
    row.save()
    record(client, "crm.prospect_changed", by=by, data={"tab": "recommandation"})
    return row


def may_change_identity(client: Client, user) -> bool:
    """Once the prospect is ready, only the back-office."""
    return not client.follow_up.is_ready or user.has_right(Permission.PROSPECTS_ONBOARD)


def _locked(client: Client, *, by) -> Client:
    row = transitions.lock(client)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(row, _("Cette action n’est pas ouverte à votre rôle."))
    return row


def _write(client: Client) -> None:
    client.version += 1
    client.changed_at = dates.now()
    client.save()


def _set(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _values(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def _differs(before: dict, values: dict) -> bool:
    return any(before[name] != value for name, value in values.items())


def _refuse_stale(before: dict, seen: str) -> None:
    if digest_of(before) != seen:
        raise Stale


def digest_of(values: dict) -> str:
    """What a form carries of the values that it was filled from."""
    return sha256(repr(sorted((name, str(value)) for name, value in values.items())).encode()).hexdigest()[:32]
