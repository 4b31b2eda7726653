"""Whose a partner's contract is: by reference only. Names suggest, they never decide."""

from collections import defaultdict

from catalog.models import Partner
from contracts.aggregation.models import PartnerContract, PartnerReference


def clients_for(partner: Partner, contracts: list[PartnerContract]) -> dict[str, int]:
    """Return {normalised number: client key} for the contracts whose references name exactly one client; one query."""
    candidates = candidates_for(partner, contracts)
    return {number: next(iter(clients)) for number, clients in candidates.items() if len(clients) == 1}


def candidates_for(partner: Partner, contracts: list[PartnerContract]) -> dict[str, set[int]]:
    """Return the clients that a contract's own number or its client's reference names; two of them are a conflict."""
    wanted = {each.client_normalised for each in contracts} | {each.normalised for each in contracts}
    known = dict(
        PartnerReference.objects.filter(partner=partner, normalised__in=wanted).values_list("normalised", "client_id")
    )
    found = defaultdict(set)
    for contract in contracts:
        for reference in (contract.client_normalised, contract.normalised):
            if reference in known:
                found[contract.normalised].add(known[reference])
    return found
