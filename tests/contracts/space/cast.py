"""A client who is logged in, and their contract."""

from unittest import mock

from contracts.models import Contract
from contracts.signature import documents
from contracts.signature.actions import sending
from crm.models import Client
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.pages import pdf_of


def owned(contract: Contract, person=None):
    """Give the file of `contract` to a client's account, and return it."""
    person = person or UserFactory(client=True)
    Client.objects.filter(pk=contract.client_id).update(account=person)
    return person


def with_real_pages(**columns) -> Contract:
    """Return a contract to sign whose PDF has three pages."""
    contract = ContractFactory(submitted=True, **columns)
    with mock.patch.object(documents, "render", return_value=pdf_of(3)):
        sending.freeze_document(contract_id=contract.pk)
    return Contract.objects.get(pk=contract.pk)
