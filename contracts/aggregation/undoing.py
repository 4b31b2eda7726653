"""Put contracts back as they were before an import."""

from django.utils.translation import gettext as _

from catalog.models import Partner
from contracts.aggregation.fields import ATTRIBUTES
from contracts.aggregation.models import PartnerContract
from portal.exchange.imports.kinds import Run
from portal.exchange.models import ImportLine


def undo(run: Run, lines: list[ImportLine]) -> dict[int, str]:
    """Put contracts back as they were before the lines, last line first; leave those changed since."""
    Partner.objects.select_for_update().get(pk=run.source)
    found = PartnerContract.objects.filter(pk__in=[line.target for line in lines]).select_related("partner")
    contracts = {contract.pk: contract for contract in found.select_for_update(of=("self",))}
    left, restored, removed = {}, {}, []
    for line in lines:
        contract = contracts.get(line.target)
        if contract is None:
            left[line.pk] = _("Ce contrat n’existe plus.")
        elif contract.version != line.before["version"]:
            left[line.pk] = _("Ce contrat a changé depuis l’import.")
        elif line.before.get("created"):
            removed.append(contract.pk)
            restored.pop(contract.pk, None)
        else:
            _put_back(run, contract, line)
            restored[contract.pk] = contract
    fields = ["offer_id", "value", "valued_on", "version", "search_text", "sort_name", "client_reference"]
    names = [name.removesuffix("_id") for name in fields] + [*ATTRIBUTES, "client_normalised"]
    PartnerContract.objects.bulk_update(restored.values(), names)
    PartnerContract.objects.filter(pk__in=removed).delete()
    return left


def _put_back(run: Run, contract: PartnerContract, line: ImportLine) -> None:
    before = line.before
    if before["valued_on"] != (contract.valued_on and contract.valued_on.isoformat()):
        contract.valuations.filter(valued_on=contract.valued_on, batch=run.batch).delete()
    for name in (*ATTRIBUTES, "client_reference"):
        setattr(contract, name, _typed(name, before[name]))
    contract.value, contract.valued_on = _typed("value", before["value"]), _typed("valued_on", before["valued_on"])
    contract.offer_id = int(before["offer_id"]) if before["offer_id"] else None
    contract.client_normalised = contract.partner.normalise(contract.client_reference) or contract.normalised
    contract.version -= 1
    contract.fill_search()


def _typed(name: str, kept: str | None):
    return None if kept is None else PartnerContract._meta.get_field(name).to_python(kept)
