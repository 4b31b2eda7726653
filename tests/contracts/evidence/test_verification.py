"""The public page: what a file is, told in few words to whoever holds it, and to nobody more."""

import hashlib
import io
import re
import time
import zlib
from unittest import mock

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.evidence import actions
from contracts.evidence.models import VerificationTry
from contracts.sales.models import Contract
from contracts.signature import documents
from contracts.signature.actions import sending, signing
from contracts.withdrawal.actions import withdraw_as_client
from crm.models import Node
from portal.documents import files, rendering, seal_apart, sealing
from portal.documents.models import SealCertificate, StoredFile
from tests.client import StrictClient
from tests.contracts.desk import fresh
from tests.contracts.evidence.test_proof_file import parts_of
from tests.documents import samples
from tests.factories.contracts import ContractFactory, code_sent, freeze, type_code

pytestmark = pytest.mark.django_db
PAGE = "/verifier/"


@pytest.fixture(scope="module")
def printed() -> tuple[bytes, bytes]:
    """A document as it is really printed and sealed."""
    frozen = rendering.render_pdf(documents.TEMPLATE, samples.monthly())
    return frozen, sealing.seal(frozen, reason="Signature", stamp_lines=["Signé"])


@pytest.fixture
def contract(printed):
    """A signed contract whose files are those."""
    contract = ContractFactory(submitted=True, last_name="Qzyxwene")
    with mock.patch.object(documents, "render", return_value=printed[0]):
        sending.freeze_document(contract_id=contract.pk)
    type_code(contract, code_sent(fresh(contract)), by=contract.owner)
    with mock.patch.object(sealing, "seal", return_value=printed[1]):
        signing.seal_document(contract_id=contract.pk)
    return fresh(contract)


def bring(content: bytes, name: str = "contrat.pdf", client=None):
    return (client or StrictClient()).post(PAGE, {"file": SimpleUploadedFile(name, content)})


def told(response) -> str:
    """The words of the answer, blanks as one."""
    assert response.status_code == 200
    part = response.content.decode().partition('role="status" data-focus')[2].partition('<section class="card')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).replace("\u00a0", " ").split())


def type_digest(digest: str, client=None):
    return (client or StrictClient()).post(PAGE, {"digest": digest})


def test_the_page_is_open_to_anybody_and_explains_itself():
    page = StrictClient().get(PAGE).content.decode()
    assert "empreinte SHA-256" in page
    assert "avancée" not in page


def test_the_sealed_file_is_recognised_to_the_byte(contract, printed):
    with mock.patch.object(seal_apart, "verify") as read:
        words = told(bring(printed[1]))
    assert f"exactement le contrat signé n° {contract.number}" in words
    assert "Signé le" in words
    assert "scellé le" in words
    assert "intact" in words
    assert not read.called, "what is known by its digest is not read at all"


def test_the_file_of_the_proof_file_is_the_one(contract):
    parts = parts_of(contract)
    assert "exactement" in told(bring(parts[f"{contract.number}-signe.pdf"]))


def test_the_document_that_was_shown_is_told_from_the_sealed_one(contract, printed):
    words = told(bring(printed[0]))
    assert "présenté au client, avant son cachet" in words
    assert contract.number in words
    assert "Signé le" not in words


def test_a_document_replaced_before_the_signature_is_not_the_one_that_was_signed():
    contract = ContractFactory(awaiting_client=True)
    first = files.read(contract.document)
    sending.take_back(contract=contract, by=contract.owner)
    sending.submit(contract=fresh(contract), by=contract.owner)
    assert "remplacé" in told(bring(first))
    freeze(contract)
    again = fresh(contract).document
    assert (again.sha256, "remplacé" in told(bring(first))) == (hashlib.sha256(first).hexdigest(), False), "same bytes"


def added_note(pdf: bytes) -> bytes:
    """What a reader of PDFs does when somebody saves a note: it writes after what is there."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_bytes_added_after_the_seal_are_detected(contract, printed):
    for changed in (added_note(printed[1]), printed[1] + b"\n", printed[1] + b"%%EOF\n"):
        words = told(bring(changed))
        assert "modifié après son cachet" in words
        assert contract.number in words


def test_altered_seal_is_detected_and_the_shown_document_recognised(contract, printed):
    changed = bytearray(printed[1])
    changed[len(printed[0]) + 2000] ^= 1
    words = told(bring(bytes(changed)))
    assert "Ce fichier a été modifié" in words
    assert contract.number in words
    assert "Signé le" not in words


def test_altered_contract_is_detected_by_the_seal(contract, printed):
    changed = bytearray(printed[1])
    changed[len(printed[0]) // 2] ^= 1
    words = told(bring(bytes(changed)))
    assert "modifié après son cachet" in words
    assert contract.number not in words


def test_a_seal_of_ours_on_a_file_that_is_not_kept_is_told(contract, printed):
    for stored in StoredFile.objects.about(contract):
        StoredFile._base_manager.filter(pk=stored.pk).update(sha256="0" * 64)
    assert "n’est pas parmi ceux que nous conservons" in told(bring(printed[1]))


def test_a_sealed_copy_that_a_restored_backup_lacks_is_not_called_altered(contract, printed):
    Contract.objects.filter(pk=contract.pk).update(signed_document=None)
    Node.objects.filter(stored_id=contract.signed_document_id).delete()
    StoredFile._base_manager.filter(pk=contract.signed_document_id).delete()
    assert "n’est pas parmi ceux que nous conservons" in told(bring(printed[1]))
    assert "Ce fichier a été modifié" in told(bring(added_note(printed[1])))


def test_the_seal_of_somebody_else_says_nothing(printed, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert "pas connu ici" in told(bring(printed[1]))


def test_a_seal_of_a_certificate_that_was_replaced_is_still_ours(contract, printed, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert "exactement le contrat signé" in told(bring(printed[1]))
    changed = bytearray(printed[1])
    changed[len(printed[0]) // 2] ^= 1
    assert "modifié après son cachet" in told(bring(bytes(changed)))
    for stored in StoredFile.objects.about(contract):
        StoredFile._base_manager.filter(pk=stored.pk).update(sha256="0" * 64)
    assert "n’est pas parmi ceux que nous conservons" in told(bring(printed[1]))
    SealCertificate.objects.all().delete()
    assert "pas connu ici" in told(bring(printed[1])), "the control: it is the database that knows"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"%PDF-" + b"\xff" * 999, b"%PDF-1.7 /ByteRange [0 1 2 3]"])
def test_foreign_file_is_unknown(content):
    assert "pas connu ici" in told(bring(content))


def test_verification_shows_no_name_and_no_status(contract, printed):
    withdraw_as_client(contract=contract)
    page = bring(printed[1]).content.decode()
    for secret in (contract.last_name, contract.product_name, contract.owner.last_name, "Rétracté", "renonc"):
        assert secret not in page
    assert "exactement" in page


@pytest.mark.parametrize("writing", ["{}", " {} ", "SHA-256 {}", "sha256:{}"])
def test_a_digest_is_enough(contract, writing):
    digest = contract.signed_document.sha256
    spaced = " ".join(digest[start : start + 8] for start in range(0, 64, 8)).upper()
    assert contract.number in told(type_digest(writing.format(digest)))
    assert contract.number in told(type_digest(spaced))
    assert "présenté" in told(type_digest(contract.document_sha256))
    assert "pas connue" in told(type_digest("0" * 64))


@pytest.mark.parametrize("digest", ["", "abc", "g" * 64, "0" * 63, "0" * 65, "'; --", "\u0660" * 64])
def test_invalid_digest_is_an_error_at_the_field(digest):
    response = type_digest(digest)
    assert response.status_code == 422
    assert not VerificationTry.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"bonjour", "Ce n’est pas un PDF"),
        (b"PK\x03\x04zip", "le PDF qu’il contient"),
        (b"%PDF-" + b"x" * 10_500_000, "dépasse 10"),
    ],
)
def test_a_file_that_cannot_be_looked_at_is_refused_in_words(content, sentence):
    response = bring(content)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("\u00a0", " ")


def test_nothing_of_the_file_stays(contract, printed):
    before = StoredFile.objects.count()
    bring(added_note(printed[1]))
    assert StoredFile.objects.count() == before
    assert VerificationTry.objects.filter(visitor_digest__contains="127").count() == 0


def test_after_thirty_unknown_files_in_an_hour_one_waits_and_known_ones_do_not_count(contract, printed):
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as clock:
        client = StrictClient()
        for _ in range(actions.UNKNOWN_PER_VISITOR + 3):
            assert bring(printed[1], client=client).status_code == 200
        for number in range(actions.UNKNOWN_PER_VISITOR):
            assert bring(b"%%PDF-%d" % number, client=client).status_code == 200
        late = bring(printed[1], client=client)
        assert late.status_code == 429
        assert "trop d’essais" in late.content.decode()
        clock.shift(3601)
        assert bring(printed[1], client=client).status_code == 200


# --- strangers' bytes -----------------------------------------------------------------------------------


def bomb() -> bytes:
    """Nine megabytes that unpack to nine gigabytes, where a reader must unpack them to go on."""
    packer = zlib.compressobj(9)
    block = packer.compress(b"\0" * 2**24) + packer.flush(zlib.Z_FULL_FLUSH)
    squeezed = block + (block[2:] * 560) + packer.flush()
    head = b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 5/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length "
    return head + b"%d>>stream\n" % len(squeezed) + squeezed + b"\nendstream endobj\n/ByteRange\nstartxref\n9\n%%EOF\n"


def test_a_file_that_unpacks_without_end_costs_ten_seconds_at_most():
    file, start = bomb(), time.monotonic()
    words = told(bring(file))
    assert "pas connu ici" in words
    assert time.monotonic() - start < seal_apart.SECONDS + seal_apart.PATIENCE_SECONDS


def test_a_reader_that_hangs_is_ended_and_the_page_says_what_it_knows(monkeypatch, printed):
    monkeypatch.setattr(seal_apart, "SECONDS", 0.05)
    words = told(bring(printed[1]))
    assert "son cachet n’a pas pu être lu" in words.lower()


def test_too_many_at_once_are_not_all_read(monkeypatch, printed):
    monkeypatch.setattr(seal_apart, "PATIENCE_SECONDS", 0)
    for _ in range(seal_apart.AT_ONCE):
        assert seal_apart._places.acquire(blocking=False)
    try:
        assert "pas pu être lu" in told(bring(printed[1]))
    finally:
        for _ in range(seal_apart.AT_ONCE):
            seal_apart._places.release()


def test_the_other_process_holds_no_secret(monkeypatch):
    seen = {}

    def asked(command, **options):
        seen.update(options, command=command)
        raise OSError

    monkeypatch.setattr(seal_apart.subprocess, "run", asked)
    assert seal_apart.verify(b"%PDF-", [b"certificate"]) is None
    assert set(seen["env"]) == {"PATH", "LANG"}
    assert b"PRIVATE" not in seen["input"]


def test_a_page_of_this_kind_asks_the_same_few_queries(contract, printed, django_assert_num_queries):
    client = StrictClient()
    client.get(PAGE)
    with django_assert_num_queries(0):
        client.get(PAGE)
    with django_assert_num_queries(6):
        bring(printed[1], client=client)
    with django_assert_num_queries(5):
        bring(b"%PDF-" + b"%%EOF\n" * 2000, client=client)


@pytest.mark.parametrize("line", ["{}  CT-2026-000001.pdf", "SHA256 (contrat.pdf) = {}", "\\{} *contrat.pdf"])
def test_a_line_of_sha256sum_is_enough(contract, line):
    assert contract.number in told(type_digest(line.format(contract.signed_document.sha256)))
