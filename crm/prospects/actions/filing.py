"""Open a prospect's file and write its tabs."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.clients.actions import MayBeKnown
from crm.clients.doubles import doubles_of, hold
from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.companies import actions as companies
from crm.companies.models import CompanyRecord
from crm.companies.reading import Company
from crm.prospects.enums import USUAL_PROBABILITY, Channel, Progress, Step
from crm.prospects.models import Attribution, FollowUp, Recommendation
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.records import actions as records


class Taken(Exception):
    """Another file already holds this SIREN: the first one keeps it."""


@transaction.atomic
def create(
    *, values: dict, registration: dict, company: Company | None, key: UUID, seen: str | None = None, by
) -> Client:
    """A new prospect of `by`; the same form sent twice makes one. Raises `Taken`: the first of a SIREN keeps it.

    `seen` names the files that may be the same party and were shown; raises `MayBeKnown` when there are others, unless
    it is None.
    """
    hold(values)
    known = Client.objects.filter(creation_key=key).first()
    if known is not None:
        if known.owner_id != by.pk:
            raise Refused(known, _("Ce formulaire a déjà été envoyé."))
        return known
    client = Client(owner=by, agency_id=by.organisation_id, stage=LifeStage.PROSPECT, creation_key=key)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(client, _("Votre rôle ne permet pas cette action."))
    if values.get("siren") and Attribution.objects.filter(siren=values["siren"], ended_at=None).exists():
        raise Taken(values["siren"])
    if seen is not None and (doubles := doubles_of(by, values)) and doubles.seen != seen:
        raise MayBeKnown(doubles)
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
    *, client: Client, values: dict, registration: dict, company: Company | None, version: int, by
) -> Client:
    """The tab `Société`. Raises `Taken`, `Stale`, or `Refused` once the prospect is ready."""
    row = _locked(client, by=by)
    if not may_change_identity(row, by):
        raise Refused(row, _("Le prospect est prêt à démarrer. Son identité n’est plus modifiable."))
    kept = _record_of(row)
    changed = records.differing(row, values) or records.differing(kept, registration)
    if not changed and company is None:
        return row
    if changed:
        _refuse_stale(row, version)
    if values.get("siren", row.siren) != row.siren:
        _renumber(row, values["siren"])
    _write(row, values)
    companies.keep(client=row, typed=registration, company=company)
    record(row, "crm.prospect_changed", by=by, data={"tab": to_keep(_("Société"))})
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
def write_address(*, client: Client, values: dict, country: str, version: int, by) -> Client:
    """The tab `Adresse`."""
    row = _locked(client, by=by)
    kept = _record_of(row)
    if not records.differing(row, values) and kept.country == country:
        return row
    _refuse_stale(row, version)
    _write(row, values)
    kept.country = country
    kept.save()
    record(row, "crm.prospect_changed", by=by, data={"tab": to_keep(_("Adresse"))})
    return row


@transaction.atomic
def write_follow_up(*, client: Client, values: dict, version: int, by) -> FollowUp:
    """The tab `Suivi du dossier`, apart from the state, which has steps of its own."""
    row = _locked(client, by=by).follow_up
    if records.write(row, values, version=version):
        record(row.client, "crm.prospect_changed", by=by, data={"tab": to_keep(_("Suivi du dossier"))})
    return row


@transaction.atomic
def discuss(*, client: Client, step: str, by, version: int | None = None) -> FollowUp:
    """Another step of the discussion, as the board moves cards; a prospect that was dropped is taken up again.

    The usual probability of the step follows, unless another one was typed. Raises `Refused` once it is ready, and
    `records.Stale` when it is not at `version` any more; a card that moves has none.
    """
    row = _locked(client, by=by).follow_up
    if version is not None and row.version != version and row.step != step:
        raise records.Stale(row)
    if row.status == Progress.LOST:
        row = transitions.apply(row, "resume", by=by)
    if row.is_ready:
        raise Refused(row, _("Ce prospect est prêt à démarrer. Seul le back-office peut le remettre en discussion."))
    if row.step == step:
        return row
    if row.probability == USUAL_PROBABILITY[row.step]:
        row.probability = USUAL_PROBABILITY[step]
    row.step = step
    row.touch()
    row.save()
    record(row.client, "crm.prospect_moved", by=by, data={"step": to_keep(Step(step).label)})
    return row


@transaction.atomic
def write_recommendation(*, client: Client, values: dict, version: int, by) -> Recommendation:
    """The tab `Recommandation`."""
    client = _locked(client, by=by)
    row = Recommendation.objects.filter(client=client).first() or Recommendation(client=client)
    if records.write(row, values, version=version):
        record(client, "crm.prospect_changed", by=by, data={"tab": to_keep(_("Recommandation"))})
    return row


def may_change_identity(client: Client, user) -> bool:
    """Once the prospect is ready, only the back-office."""
    return not client.follow_up.is_ready or user.has_right(Permission.PROSPECTS_ONBOARD)


def _locked(client: Client, *, by) -> Client:
    row = transitions.lock(client)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(row, _("Votre rôle ne permet pas cette action."))
    return row


def _record_of(client: Client) -> CompanyRecord:
    return CompanyRecord.objects.filter(client=client).first() or CompanyRecord(client=client)


def _refuse_stale(client: Client, version: int) -> None:
    if client.version != version:
        raise records.Stale(client)


def _write(client: Client, values: dict) -> None:
    _set(client, values)
    client.version += 1
    client.changed_at = dates.now()
    client.save()


def _set(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)
