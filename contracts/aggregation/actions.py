"""Say whose a partner's contract is: references added and removed, contracts attached and detached."""

from dataclasses import dataclass

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


class BadReference(ValueError):
    """A reference that cannot be added; `str(error)` is a French sentence for its field."""


@dataclass(frozen=True)
class Added:
    """A reference and how many contracts it attached."""

    reference: PartnerReference
    count: int


@transaction.atomic
def add_reference(*, client: Client, partner: Partner, written: str, by) -> Added:
    """Add a client's reference at a partner and attach the contracts that bear it, in one transaction.

    Raises `BadReference` for one that cannot be read or that is another client's.
    """
    normalised = partner.normalise(written)
    if not normalised:
        raise BadReference(_("Cette référence n’a ni lettre ni chiffre."))
    row = transitions.lock(client)
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
        return Added(known, 0)
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
def remove_reference(*, reference: PartnerReference, by) -> int:
    """Remove a reference; the contracts it attached are orphans again. Returns how many."""
    client = transitions.lock(reference.client)
    known = PartnerReference.objects.select_related("partner").filter(pk=reference.pk).first()
    if known is None:
        return 0
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
    """`Rattacher à…`: write the contract's reference under the client's, which attaches all that bear it."""
    row = PartnerContract.objects.select_for_update(of=("self",)).select_related("partner").get(pk=contract.pk)
    if row.client_id is not None:
        raise transitions.Refused(row, _("Ce contrat est déjà rattaché à un client."))
    record(row, "aggregation.attached", by=by, data={"number": row.reference, "partner": row.partner.name})
    return add_reference(client=client, partner=row.partner, written=row.client_reference, by=by)
