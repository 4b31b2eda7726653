"""Say whose a partner's contract is: references added and removed, contracts attached and detached."""

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalog.models import Partner
from contracts.aggregation.matching import candidates_for
from contracts.aggregation.models import PartnerContract, PartnerReference
from crm.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.core.values import dates
from portal.undo import commands as undo
from portal.undo.models import Reversal

ATTACHED, DETACHED = "aggregation.attached", "aggregation.detached"
REFERENCE_ADDED, REFERENCE_REMOVED = "aggregation.reference_added", "aggregation.reference_removed"


class BadReference(ValueError):
    """A reference that cannot be added; `str(error)` is a French sentence for its field."""


@dataclass(frozen=True)
class Added:
    """A reference, how many contracts it attached, and the act to undo."""

    reference: PartnerReference
    count: int
    is_new: bool = True
    reversal: Reversal | None = None


@dataclass(frozen=True)
class Removed:
    """Count of the contracts that lost their client with a reference, and the act to undo."""

    count: int
    reversal: Reversal | None = None


@transaction.atomic
def add_reference(*, client: Client, partner: Partner, written: str, by) -> Added:
    """Add a client's reference at a partner and attach the contracts that bear it, in one transaction.

    `by` can undo it for a few seconds. Raises `BadReference` for one that cannot be read or is another client's.
    """
    row = transitions.lock(client)
    added = _add(row, partner, written, by)
    if not added.is_new:
        return added
    before = {"reference": added.reference.pk}
    return replace(added, reversal=undo.keep(row, REFERENCE_ADDED, by=by, before=before))


def _add(row: Client, partner: Partner, written: str, by) -> Added:
    normalised = partner.normalise(written)
    if not normalised:
        raise BadReference(_("Cette référence n’a ni lettre ni chiffre."))
    known = PartnerReference.objects.filter(partner=partner, normalised=normalised).select_related("client").first()
    if known is None:
        try:
            with transaction.atomic():
                known = PartnerReference.objects.create(
                    client=row, partner=partner, reference=written.strip()[:60], normalised=normalised
                )
        except IntegrityError:  # somebody added the same one a moment ago
            known = PartnerReference.objects.select_related("client").get(partner=partner, normalised=normalised)
    elif known.client_id == row.pk:
        return Added(known, 0, is_new=False)
    if known.client_id != row.pk:
        raise BadReference(_taken(known, by))
    count = _attach_bearers(row, partner, normalised)
    record(row, "aggregation.reference_added", by=by, data=_facts(partner, known.reference, count))
    return Added(known, count)


def _taken(known: PartnerReference, by) -> str:
    """Name the client only to those who may see them."""
    if Client.objects.visible_to(by).filter(pk=known.client_id).exists():
        return _("Cette référence est déjà celle de %(name)s.") % {"name": known.client.display_name}
    return _("Cette référence est déjà celle d’un autre client.")


def _bearers(partner: Partner, normalised: str):
    bears = Q(client_normalised=normalised) | Q(normalised=normalised)
    return PartnerContract.objects.filter(bears, partner=partner)


def _attach_bearers(client: Client, partner: Partner, normalised: str) -> int:
    """Attach the orphans that bear a reference, except those that another client's reference names too."""
    orphans = list(_bearers(partner, normalised).orphans().only("pk", "normalised", "client_normalised"))
    candidates = candidates_for(partner, orphans)
    mine = [each.pk for each in orphans if candidates[each.normalised] == {client.pk}]
    return _hand(mine, client)


def _hand(keys: list[int], client: Client | None) -> int:
    contracts = PartnerContract.objects.filter(pk__in=keys)
    return contracts.update(client=client, version=F("version") + 1, changed_at=dates.now())


@transaction.atomic
def remove_reference(*, reference: PartnerReference, by) -> Removed:
    """Remove a reference; the contracts it attached are orphans again. `by` can undo it for a few seconds."""
    client = transitions.lock(reference.client)
    known = PartnerReference.objects.select_related("partner").filter(pk=reference.pk).first()
    if known is None:
        return Removed(0)
    before = {"partner": known.partner_id, "written": known.reference}
    count = _remove(client, known, by)
    return Removed(count, undo.keep(client, REFERENCE_REMOVED, by=by, before=before))


def _remove(client: Client, known: PartnerReference, by) -> int:
    partner, normalised = known.partner, known.normalised
    known.delete()
    bearers = list(_bearers(partner, normalised).filter(client=client).only("pk", "normalised", "client_normalised"))
    still = candidates_for(partner, bearers)
    count = _hand([each.pk for each in bearers if client.pk not in still[each.normalised]], None)
    record(client, "aggregation.reference_removed", by=by, data=_facts(partner, known.reference, count))
    return count


def _facts(partner: Partner, reference: str, count: int) -> dict:
    return {"partner": partner.name, "reference": reference, "count": count}


@transaction.atomic
def attach(*, contract: PartnerContract, client: Client, by) -> Added:
    """`Rattacher à…`: write the contract's reference under the client's, which attaches all that bear it.

    Where two clients have a reference of the contract (a conflict), only this contract goes to the one chosen.
    """
    row = _locked(contract)
    if row.client_id is not None:
        raise transitions.Refused(row, _("Ce contrat est déjà rattaché à un client."))
    record(row, "aggregation.attached", by=by, data={"number": row.reference, "partner": row.partner.name})
    file = transitions.lock(client)
    candidates = candidates_for(row.partner, [row])[row.normalised]
    if file.pk in candidates:
        reference = _bearing(row, file)
        added = Added(reference, _hand([row.pk], file), is_new=False)
    else:
        added = _add(file, row.partner, row.client_reference, by)
    row.refresh_from_db(fields=["version", "client"])
    before = {"reference": added.reference.pk if added.is_new else None}
    return replace(added, reversal=undo.keep(row, ATTACHED, by=by, before=before))


@transaction.atomic
def detach(*, contract: PartnerContract, by) -> Removed:
    """Undo an attachment for good: remove the client's references that the contract bears."""
    row = _locked(contract)
    if row.client_id is None:
        raise transitions.Refused(row, _("Ce contrat n’est plus rattaché."))
    client, reference, count = transitions.lock(row.client), _bearing(row, row.client), 0
    before = {"client": client.pk, "partner": row.partner_id, "written": reference.reference if reference else ""}
    if reference:
        count = _remove(client, reference, by)
    row.refresh_from_db(fields=["version", "client"])
    if row.client_id:
        count += _hand([row.pk], None)
        row.refresh_from_db(fields=["version", "client"])
    record(row, "aggregation.detached", by=by, data={"number": row.reference, "partner": row.partner.name})
    return Removed(count, undo.keep(row, DETACHED, by=by, before=before))


def _locked(contract: PartnerContract) -> PartnerContract:
    return PartnerContract.objects.select_for_update(of=("self",)).select_related("partner").get(pk=contract.pk)


def _bearing(row: PartnerContract, client: Client) -> PartnerReference | None:
    """Return the reference of `client` that the contract bears."""
    borne = PartnerReference.objects.select_related("partner").filter(partner=row.partner, client=client)
    return borne.filter(normalised__in=(row.client_normalised, row.normalised)).first()


# --- undo (see `portal.undo`) ---------------------------------------------------------------------------------


def undo_reference_added(row: Client, *, by, before: dict) -> Client:
    known = PartnerReference.objects.select_related("partner").filter(pk=before["reference"], client=row).first()
    if known:
        _remove(row, known, by)
    return row


def undo_reference_removed(row: Client, *, by, before: dict) -> Client:
    _restored(row, before, by)
    return row


def undo_attached(row: PartnerContract, *, by, before: dict) -> PartnerContract:
    """Take back the reference that attached the contract, or the contract alone where no reference was written."""
    known = PartnerReference.objects.select_related("partner", "client").filter(pk=before["reference"]).first()
    if known:
        _remove(transitions.lock(known.client), known, by)
    else:
        _hand([row.pk], None)
    record(row, "aggregation.detached", by=by, data={"number": row.reference, "partner": row.partner.name})
    return row


def undo_detached(row: PartnerContract, *, by, before: dict) -> PartnerContract:
    client = Client.objects.filter(pk=before["client"], removed_at=None).first()
    if client is None:
        raise transitions.Refused(row, _("La fiche du client a été supprimée entre-temps."))
    if before["written"]:
        _restored(transitions.lock(client), before, by)
    PartnerContract.objects.filter(pk=row.pk, client=None).update(client=client, version=F("version") + 1)
    record(row, "aggregation.attached", by=by, data={"number": row.reference, "partner": row.partner.name})
    return row


def _restored(client: Client, before: dict, by) -> None:
    try:
        _add(client, Partner.objects.get(pk=before["partner"]), before["written"], by)
    except BadReference as taken:
        raise transitions.Refused(client, str(taken)) from taken


def nothing_to_tell(row, *, by, after: dict) -> None:
    """Attaching and detaching notify nobody."""
