"""The worker's part: the document is frozen once, and the code leaves with it."""

from datetime import timedelta
from unittest import mock

import pytest

from contracts.signature import documents
from contracts.signature.actions import sending
from contracts.signature.actions.signing import Signing
from contracts.signature.tasks import make_waiting_documents
from portal.codes.models import Attempt, Challenge
from portal.documents.rendering import RenderingUnavailable
from tests.contracts.desk import fresh, reader, sign_path, verbs
from tests.factories.contracts import (
    PDF,
    ContractFactory,
    codes_queued,
    freeze,
    type_code,
)

pytestmark = pytest.mark.django_db


def test_the_code_leaves_once_the_document_is_stored():
    contract = ContractFactory(submitted=True)
    assert not codes_queued(contract).exists()
    contract = freeze(contract)
    assert contract.document_sha256 == contract.document.sha256
    assert codes_queued(contract).count() == 1
    assert Challenge.objects.get().document_sha256 == contract.document_sha256


def test_the_page_says_that_the_document_is_being_made():
    contract = ContractFactory(submitted=True)
    page = reader(contract.owner).get(sign_path(contract)).content.decode()
    assert "Document en préparation" in page
    assert "code" not in {part.split('"')[0] for part in page.split('name="')[1:]}


def test_no_code_can_be_typed_before_the_document_is_there():
    contract = ContractFactory(submitted=True)
    outcome = type_code(contract, "123456", by=contract.owner)
    assert outcome.kind == Signing.NOT_WAITING
    assert not Attempt.objects.exists()


def test_a_machine_without_pango_says_so_in_french_and_tries_again(clock):
    contract = ContractFactory(submitted=True)
    sentence = "Ce serveur ne peut pas faire de PDF pour l’instant."
    with mock.patch.object(documents, "render", side_effect=RenderingUnavailable(sentence)):
        make_waiting_documents()
    page = reader(contract.owner).get(sign_path(contract)).content.decode()
    assert sentence in page
    assert "Un nouvel essai est automatique" in page
    with mock.patch.object(documents, "render", return_value=PDF) as render:
        make_waiting_documents()
        assert not render.called, "not before the pause is over"
        clock.shift(timedelta(seconds=31))
        make_waiting_documents()
    assert fresh(contract).document_id
    assert fresh(contract).document_error == ""
    assert codes_queued(contract).count() == 1


def test_two_workers_make_one_document_and_send_one_code():
    contract = ContractFactory(submitted=True)

    def meanwhile(_contract):
        freeze(contract)
        return PDF

    with mock.patch.object(documents, "render", side_effect=meanwhile):
        sending.freeze_document(contract_id=contract.pk)
    assert codes_queued(contract).count() == 1
    assert verbs(contract).count("contracts.document_frozen") == 1


def test_a_worker_that_died_is_replaced_after_its_lease(clock):
    contract = ContractFactory(submitted=True)
    with mock.patch.object(documents, "render", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        sending.freeze_document(contract_id=contract.pk)
    assert freeze(contract).document_id is None
    clock.shift(timedelta(seconds=61))
    assert freeze(contract).document_id


def test_failed_document_does_not_stop_the_others(caplog):
    first, second = ContractFactory(submitted=True), ContractFactory(submitted=True)
    with mock.patch.object(documents, "render", side_effect=[ValueError("broken"), PDF]):
        make_waiting_documents()
    assert [bool(fresh(each).document_id) for each in (first, second)] == [False, True]
    assert "could not be made" in caplog.text


def test_a_late_worker_does_not_attach_a_document_of_before_the_change():
    contract = ContractFactory(submitted=True)

    def changed_meanwhile(_contract):
        sending.take_back(contract=contract, by=contract.owner)
        sending.submit(contract=fresh(contract), by=contract.owner)
        return PDF

    with mock.patch.object(documents, "render", side_effect=changed_meanwhile):
        sending.freeze_document(contract_id=contract.pk)
    late = fresh(contract)
    assert (late.document_id, late.document_sha256) == (None, "")
    assert not codes_queued(contract).exists()
    assert freeze(contract).document_id
    assert codes_queued(contract).count() == 1


def test_a_company_s_number_is_printed_as_it_stands_on_letterheads():
    contract = ContractFactory(company=True, submitted=True)
    assert documents.context_of(contract)["client"]["siren"] == "732\u00a0829\u00a0320"
