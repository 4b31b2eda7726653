"""The proof file: what is kept, as it is kept, for those who may read the contract; and what it proves by itself."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from contracts.confirmation import actions as confirming
from contracts.sales.actions import handing
from contracts.sales.enums import CallOutcome
from portal.audit import chain
from portal.audit.erasure import erase_details
from portal.audit.history import digest_event, subject_key
from portal.audit.models import Event
from portal.core.values import dates
from portal.documents import files
from tests.contracts.cast import PEOPLE, person
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, back_office, code_sent, seal, type_code

pytestmark = pytest.mark.django_db
MAY_READ = {"its agent", "its manager", "the back-office", "its client"}


@pytest.fixture
def sealed():
    return ContractFactory(sealed=True)


def path_of(contract) -> str:
    return f"/contrats/{contract.number}/dossier-de-preuve/"


def parts_of(contract, user=None) -> dict[str, bytes]:
    response = reader(user or contract.owner).get(path_of(contract))
    assert response["Content-Type"] == "application/zip"
    assert f"{contract.number}-preuve.zip" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def story_of(contract, user=None) -> dict:
    return json.loads(parts_of(contract, user)["evenements.json"])


def unpacked(contract, folder, user=None) -> str:
    """Write the parts where `folder` is; gives the program that the explanations hold."""
    parts = parts_of(contract, user)
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    text = parts["LISEZ-MOI.txt"].decode()
    return text[text.index("import hashlib") : text.index("# fin du programme")]


def run(program: str, folder) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("who", PEOPLE)
def test_readers_of_the_sealed_contract_can_download_its_proof(sealed, who):
    answer = reader(person(who, sealed)).get(path_of(sealed))
    assert (answer.status_code == 200) == (who in MAY_READ)


def test_the_page_of_a_sealed_contract_leads_to_it_and_no_other_does(sealed):
    signed = ContractFactory(awaiting_back_office=True, owner=sealed.owner)
    assert path_of(sealed) in reader(sealed.owner).get(sealed.get_absolute_url()).content.decode()
    assert path_of(signed) not in reader(sealed.owner).get(signed.get_absolute_url()).content.decode()
    assert reader(sealed.owner).get(path_of(signed)).status_code == 404


def test_it_holds_the_sealed_file_as_it_is_kept_and_what_was_shown(sealed):
    parts = parts_of(sealed)
    document = f"{sealed.number}-signe.pdf"
    assert set(parts) == {document, "evenements.json", "LISEZ-MOI.txt", "empreintes.sha256"}
    assert parts[document] == files.read(sealed.signed_document)
    shown = json.loads(parts["evenements.json"])["document_presente"]
    assert hashlib.sha256(parts[document][: shown["octets"]]).hexdigest() == shown["sha256"] == sealed.document_sha256
    for line in parts["empreintes.sha256"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(parts[name]).hexdigest() == digest
    readme = parts["LISEZ-MOI.txt"].decode()
    assert "signature électronique simple" in readme
    assert sealed.document_sha256 in readme
    assert "/verifier/" in readme


def test_the_same_state_gives_the_same_bytes(sealed):
    first = reader(sealed.owner).get(path_of(sealed)).content
    with time_machine.travel("2031-05-06"):
        assert reader(sealed.owner).get(path_of(sealed)).content == first
    assert reader(back_office()).get(path_of(sealed)).content == first
    english = UserFactory(manager=True, organisation=sealed.agency, language="en")
    assert reader(english).get(path_of(sealed)).content == first


def test_the_chain_is_recomputed_by_the_program_of_the_explanations(sealed, tmp_path):
    answer = run(unpacked(sealed, tmp_path), tmp_path)
    head, anchored = answer.stdout.splitlines()
    assert head == story_of(sealed)["chaine"]["tete"], answer.stderr
    assert anchored == "Pas encore d'ancrage : il s'en fait un par heure."


@pytest.mark.parametrize("change", ["quand", "qui", "retire"])
def test_a_change_of_the_history_stops_that_program(sealed, tmp_path, change):
    program = unpacked(sealed, tmp_path)
    story = json.loads((tmp_path / "evenements.json").read_text())
    if change == "quand":
        story["evenements"][1]["colonnes"]["at"] = "2020-01-01T00:00:00.000000+01:00"
    elif change == "qui":
        story["evenements"][0]["detail"]["actor"] = "Quelqu’un d’autre"
    else:
        del story["evenements"][1]
    (tmp_path / "evenements.json").write_text(json.dumps(story))
    assert "AssertionError" in run(program, tmp_path).stderr


def test_no_code_and_no_whole_number_is_in_it():
    contract = ContractFactory(awaiting_client=True)
    code = code_sent(contract)
    type_code(contract, code, by=contract.owner)
    contract = seal(contract)
    parts = parts_of(contract)
    told = parts["evenements.json"] + parts["LISEZ-MOI.txt"]
    for secret in (code, f"{code[:3]} {code[3:]}", contract.phone, contract.phone[-8:], contract.email):
        assert secret.encode() not in told
    assert "••" in told.decode()


def test_proof_of_an_erased_history_stays_valid(sealed, tmp_path):
    name = sealed.owner.get_full_name()
    assert name in parts_of(sealed)["evenements.json"].decode()
    erase_details(sealed)
    parts = parts_of(sealed)
    assert name not in parts["evenements.json"].decode()
    assert any(event.get("efface") for event in json.loads(parts["evenements.json"])["evenements"])
    answer = run(unpacked(sealed, tmp_path), tmp_path)
    assert answer.returncode == 0, answer.stderr


def test_a_client_reads_no_note_of_the_house_and_can_still_follow_the_chain(sealed, tmp_path):
    client, office = person("its client", sealed), back_office()
    confirming.log_call(contract=sealed, outcome=CallOutcome.NO_ANSWER, note="Sonne dans le vide", by=office)
    confirming.declare_unpaid(contract=sealed, reason="Compte clos à la banque", by=office)
    handing.hand_over_contracts(owner=sealed.owner, to=UserFactory(), by=office, limit=9)
    for note in ("Sonne dans le vide", "Compte clos"):
        assert note in parts_of(sealed, office)["evenements.json"].decode()
        assert note not in parts_of(sealed, client)["evenements.json"].decode()
    story = story_of(sealed, client)
    assert [event["ordre"] for event in story["evenements"]] == list(range(1, story["chaine"]["evenements"] + 1))
    assert sum(event.get("masque", False) for event in story["evenements"]) == 2
    assert run(unpacked(sealed, tmp_path, client), tmp_path).stdout.splitlines()[0] == story["chaine"]["tete"]


def test_it_costs_a_fixed_number_of_queries(sealed, django_assert_num_queries):
    desk = reader(sealed.owner)
    with django_assert_num_queries(5):
        desk.get(path_of(sealed))
    for _ in range(5):
        confirming.log_call(contract=sealed, outcome=CallOutcome.NO_ANSWER, note="", by=back_office())
    with django_assert_num_queries(5):
        desk.get(path_of(sealed))


def test_asking_for_it_leaves_no_trace_in_the_history(sealed):
    before = story_of(sealed)["chaine"]
    assert story_of(sealed)["chaine"] == before


# --- the anchor -------------------------------------------------------------------------------------------


@pytest.fixture
def anchored(sealed, settings, tmp_path):
    """The contract among the histories of others, in the anchor of its day; and what was written of it outside."""
    settings.ANCHOR_FILE = str(tmp_path / "anchors.log")
    for _ in range(4):
        ContractFactory(awaiting_client=True)
    with time_machine.travel(dates.now() + timedelta(hours=1), tick=False):
        made = chain.anchor()
    assert made.heads > 4
    return sealed


def altered(folder, change) -> None:
    story = json.loads((folder / "evenements.json").read_text())
    change(story["ancrage"])
    (folder / "evenements.json").write_text(json.dumps(story))


def test_the_program_follows_the_path_to_the_root_that_was_written_outside(anchored, tmp_path, settings):
    answer = run(unpacked(anchored, tmp_path), tmp_path)
    assert answer.returncode == 0, answer.stderr
    story, (head, said) = story_of(anchored), answer.stdout.splitlines()
    root = Path(settings.ANCHOR_FILE).read_text().strip().rpartition("root=")[2]
    assert head == story["chaine"]["tete"]
    assert said == f"Ancré le {story['ancrage']['jour']} avec la racine {root}"
    assert story["ancrage"]["evenement"] == story["chaine"]["evenements"]
    assert len(story["ancrage"]["chemin"]) > 2
    assert root in (tmp_path / "LISEZ-MOI.txt").read_text()


def test_altered_merkle_path_fails_the_verification(anchored, tmp_path):
    program = unpacked(anchored, tmp_path)
    for step, _ in enumerate(story_of(anchored)["ancrage"]["chemin"]):

        def change(anchor, step=step):
            ((side, other),) = anchor["chemin"][step].items()
            anchor["chemin"][step] = {side: ("1" if other[0] == "0" else "0") + other[1:]}

        unpacked(anchored, tmp_path)
        altered(tmp_path, change)
        assert "ne mène pas à la racine" in run(program, tmp_path).stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda anchor: anchor["chemin"].pop(),
        lambda anchor: anchor["chemin"].reverse(),
        lambda anchor: anchor.update(racine="0" * 64),
        lambda anchor: anchor.update(evenement=1),
    ],
)
def test_another_path_another_root_or_another_head_stops_it_too(anchored, tmp_path, change):
    program = unpacked(anchored, tmp_path)
    altered(tmp_path, change)
    assert "ne mène pas à la racine" in run(program, tmp_path).stderr


def test_events_after_the_anchor_wait_for_the_next_one(anchored, tmp_path):
    before = story_of(anchored)
    confirming.log_call(contract=anchored, outcome=CallOutcome.NO_ANSWER, note="", by=back_office())
    later = story_of(anchored)
    assert later["ancrage"] == before["ancrage"]
    said = run(unpacked(anchored, tmp_path), tmp_path).stdout.splitlines()
    assert said[0] == later["chaine"]["tete"]
    assert said[2] == f"Les événements après le n° {before['chaine']['evenements']} attendent le prochain ancrage."
    with time_machine.travel(dates.now() + timedelta(days=1, hours=1), tick=False):
        chain.anchor()
    assert story_of(anchored)["ancrage"]["evenement"] == before["chaine"]["evenements"] + 1


def test_a_later_anchor_of_the_same_changes_no_byte(anchored):
    before = reader(anchored.owner).get(path_of(anchored)).content
    ContractFactory(awaiting_client=True)
    with time_machine.travel(dates.now() + timedelta(days=1, hours=1), tick=False):
        assert chain.anchor()
    assert reader(anchored.owner).get(path_of(anchored)).content == before


def test_a_history_that_was_changed_since_its_anchor_does_not_lead_to_its_root(anchored, tmp_path):
    """Whoever rewrites a whole chain in the database cannot rewrite the root that stands outside."""
    (kind, key), before = subject_key(anchored), ""
    for event in Event.objects.filter(subject_type=kind, subject_id=key).order_by("sequence"):
        event.previous_hash, event.request_id = before, "refait"
        event.hash = before = digest_event(event)
        event.save()
    answer = run(unpacked(anchored, tmp_path), tmp_path)
    assert answer.stdout.strip() == story_of(anchored)["chaine"]["tete"]
    assert "ne mène pas à la racine" in answer.stderr


def test_the_path_costs_the_same_however_many_histories_there_are(anchored, django_assert_num_queries):
    desk = reader(anchored.owner)
    with django_assert_num_queries(10):
        desk.get(path_of(anchored))
