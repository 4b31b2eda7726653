"""Everybody who could come to a contract, and a contract in each status."""

from contracts.sales.enums import Status
from portal.access.roles import Role
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

TRAITS = {
    Status.DRAFT: "",
    Status.AWAITING_CLIENT: "awaiting_client",
    Status.AWAITING_BACK_OFFICE: "awaiting_back_office",
    Status.VALIDATED: "validated",
    Status.WITHDRAWN: "withdrawn",
    Status.UNREACHABLE: "unreachable",
    Status.UNPAID: "unpaid",
}

# How each person stands to the contract: role, in its agency or not, and whether it is theirs.
PEOPLE = {
    "its agent": (Role.AGENT, True),
    "a colleague": (Role.AGENT, True),
    "an agent of another agency": (Role.AGENT, False),
    "its manager": (Role.MANAGER, True),
    "the manager of another agency": (Role.MANAGER, False),
    "a manager without an agency": (Role.MANAGER, None),
    "the back-office": (Role.BACK_OFFICE, None),
    "pre-sales": (Role.PRESALES, None),
    "a partner": (Role.PARTNER, None),
    "its client": (Role.CLIENT, None),
    "another client": (Role.CLIENT, None),
}


def contract_in(status: str, **columns):
    """A contract that reached this status."""
    trait = TRAITS[status]
    return ContractFactory(**({trait: True} if trait else {}), **columns)


def person(who: str, contract):
    """Somebody who stands to `contract` as `who` says."""
    if who == "its agent":
        return contract.owner
    role, same = PEOPLE[who]
    organisation = None if same is None else contract.agency if same else OrganisationFactory()
    user = UserFactory(role=role, organisation=organisation)
    if who == "its client":
        contract.client.account = user
        contract.client.save()
    elif who == "another client":
        ClientFactory(account=user)
    return user
