"""What people type wrong, or too late: a sentence at its place, and nothing typed is lost."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.companies import fiction
from crm.companies.actions import recheck_due
from crm.companies.enums import CheckState
from crm.companies.reading import read_answer
from crm.models import Attribution, Client, CompanyRecord, Contact, DirectoryGate
from portal.core.values import dates
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import PDF
from tests.factories.prospects import add_contact, prospect

pytestmark = pytest.mark.django_db
NEW = "/prospects/nouveau/"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def posted(**values):
    return {"kind": "company", "company_name": "Atelier Vercors", "key": str(uuid4()), **values}


def siren_of(words):
    return read_answer(fiction.answer(words)).companies[0].siren


def test_manual_entry_is_offered_when_the_directory_fails_and_checked_later():
    desk = reader(UserFactory())
    page = desk.get(f"{NEW}?q=panne").content.decode()
    assert "L’annuaire des entreprises ne répond pas" in page
    assert "Saisir à la main" in page
    siren = fiction.sirens()[3]
    assert desk.post(NEW, posted(siren=siren, company_name="Transports Legof")).status_code == 302
    record = CompanyRecord.objects.get()
    assert record.check_state == CheckState.TO_CHECK
    assert recheck_due() == 0  # still down
    DirectoryGate.objects.update(closed_until=dates.now())
    assert recheck_due() == 1
    record.refresh_from_db()
    assert (record.check_state, record.differences) == (CheckState.DIFFERS, ["company_name"])
    client = Client.objects.get()
    assert client.company_name == "Transports Legof"
    page = desk.get(f"/prospects/{client.pk}/societe/").content.decode()
    assert "« TRANSPORTS LEGOFF » dans l’annuaire" in page.replace("\u00a0", " ")


def test_unknown_siren_is_told_as_absent_from_the_directory():
    client = prospect(siren="732829320")
    assert recheck_due() == 1
    assert CompanyRecord.objects.get(client=client).check_state == CheckState.UNKNOWN


def test_closed_company_is_kept_only_on_purpose():
    desk, siren = reader(UserFactory()), siren_of("bonneterie")
    assert "Fermée depuis le" in desk.get(f"{NEW}?siren={siren}").content.decode()
    sent = posted(siren=siren, picked=siren)
    answer = desk.post(NEW, sent)
    assert (answer.status_code, "cochez la case" in answer.content.decode()) == (422, True)
    assert desk.post(NEW, {**sent, "closed_ok": "on"}).status_code == 302


def test_masked_company_is_told_and_its_mask_is_shown_and_kept_nowhere():
    desk, siren = reader(UserFactory()), siren_of("conseil discret")
    pages = [desk.get(f"{NEW}?q=conseil discret"), desk.get(f"{NEW}?siren={siren}")]
    assert "Données en partie masquées" in pages[1].content.decode()
    answer = desk.post(NEW, posted(kind="person", last_name="Durand", siren=siren, picked=siren))
    client = Client.objects.get()
    pages += [desk.get(f"/prospects/{client.pk}/{tab}/") for tab in ("societe", "adresse")]
    assert answer.status_code == 302
    for page in pages:
        assert "NON-DIFFUSIBLE" not in page.content.decode()
    kept = [*Client.objects.values_list(), *CompanyRecord.objects.values_list()]
    assert "NON-DIFFUSIBLE" not in repr(kept)
    refused = desk.post(NEW, posted(company_name="[NON-DIFFUSIBLE]"))
    assert "L’annuaire ne diffuse pas cette information" in refused.content.decode()


def test_head_office_abroad_offers_the_french_establishment():
    desk, siren = reader(UserFactory()), siren_of("windkraft")
    page = desk.get(f"{NEW}?siren={siren}").content.decode()
    assert "20099 HAMBOURG AN DER ALSTER 3, ALLEMAGNE" in page
    assert "14 RUE DE BERTRAND, 35000 RENNES" in page
    desk.post(NEW, posted(company_name="WINDKRAFT NORD AG", siren=siren, picked=siren))
    client = Client.objects.get()
    assert (client.postal_code, client.company_record.country) == ("", "ALLEMAGNE")


def test_homonyms_are_a_list_and_none_is_chosen():
    page = reader(UserFactory()).get(f"{NEW}?q=durand")
    assert page.templates[0].name == "crm/prospects/search.html"
    for town in ("LYON", "NANTES", "MACON"):
        assert town in page.content.decode()


def test_second_agent_is_told_without_learning_who():
    first = prospect(siren="732829320")
    agent = UserFactory()
    answer = reader(agent).post(NEW, posted(siren="732 829 320"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "déjà suivie par un autre conseiller" in text
    assert "732 829 320" in text  # what was typed is still there
    for secret in (first.owner.get_full_name(), first.display_name + "</a>", f"/prospects/{first.pk}/"):
        assert secret not in text
    assert Attribution.objects.get().agent == first.owner


def test_own_file_is_linked():
    first = prospect(siren="732829320")
    text = reader(first.owner).post(NEW, posted(siren="732829320")).content.decode()
    assert f"/prospects/{first.pk}/" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("company_name", "", "Indiquez la raison sociale."),
        ("company_name", "x" * 300, "200"),
        ("siren", "732829321", "Ce SIREN n’est pas valide"),
        ("siret", "73282932000075", "Ce SIRET n’est pas valide"),
        ("vat_number", "FR45732829320", "Ce numéro de TVA n’est pas valide"),
        ("website", "pas une adresse", "Cette adresse n’est pas valide"),
        ("kind", "x", "choix"),
    ],
)
def test_wrong_values_are_told_at_their_field_and_stay(field, value, sentence):
    answer = reader(UserFactory()).post(NEW, posted(**{"company_name": "Atelier Vercors", field: value}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert not Client.objects.exists()


def test_siret_of_another_siren_is_refused():
    answer = reader(UserFactory()).post(NEW, posted(siren="732829320", siret="35600000000048"))
    assert "Ce SIRET n’est pas celui de ce SIREN" in answer.content.decode()


def test_stale_tab_is_told_and_keeps_what_was_typed():
    client = prospect()
    desk, path = reader(client.owner), f"/prospects/{client.pk}/adresse/"
    seen = desk.get(path).context["form"].initial["version"]
    assert desk.post(path, {"city": "Lyon", "version": seen}).status_code == 302
    answer = desk.post(path, {"city": "Nantes", "version": seen})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "a changé entre-temps" in text
    assert "Nantes" in text
    again = answer.context["form"].data["version"]
    assert desk.post(path, {"city": "Nantes", "version": again}).status_code == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"landline": ""}, "Indiquez le numéro fixe."),
        ({"landline": "12"}, "numéro"),
        ({"landline": "04 72 00 00 00", "email": "camille@"}, "adresse"),
        ({"landline": "04 72 00 00 00", "last_name": "x" * 300}, "120"),
    ],
)
def test_contact_is_refused_in_words(values, sentence):
    client = prospect()
    answer = reader(client.owner).post(f"/prospects/{client.pk}/contacts/nouveau/", values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_only_the_landline_is_required_and_the_first_contact_is_the_favourite():
    client = prospect()
    reader(client.owner).post(f"/prospects/{client.pk}/contacts/nouveau/", {"landline": "04 72 00 00 00"})
    contact = Contact.objects.get()
    assert contact.is_favourite
    assert contact.display_name == "04\u00a072\u00a000\u00a000\u00a000"


def test_deleting_the_favourite_asks_for_another():
    client = prospect(contact={})
    add_contact(client, by=client.owner, last_name="Roux")
    favourite = Contact.objects.get(is_favourite=True)
    path = f"/prospects/{client.pk}/contacts/{favourite.pk}/suppression/"
    answer = reader(client.owner).post(path)
    assert "Choisissez le nouveau contact favori." in answer.content.decode()
    assert Contact.objects.count() == 2


def test_files_are_joined_read_and_refused_in_words(transactional_db):
    client = prospect()
    desk, path = reader(client.owner), f"/prospects/{client.pk}/pieces/"
    assert "Choisissez un fichier." in desk.post(path).content.decode()
    bad = desk.post(path, {"file": SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")})
    assert bad.status_code == 422
    assert desk.post(path, {"file": SimpleUploadedFile("bilan.pdf", PDF)}).status_code == 302
    page = desk.get(path)
    assert "bilan.pdf" in page.content.decode()
    stored = page.context["attached"][0]
    assert desk.get(f"{path}{stored.pk}/").status_code == 200
    assert reader(UserFactory()).get(f"{path}{stored.pk}/").status_code == 404
    assert desk.post(f"{path}{stored.pk}/suppression/").status_code == 302
    assert desk.get(path).context["attached"] == []


@pytest.mark.parametrize("query", ["siren=%F0", "siren=abc", "siren=999999999", "q=%F0", "saisie=1&q=" + "x" * 500])
def test_nonsense_in_the_address_is_no_error(query):
    assert reader(UserFactory()).get(f"{NEW}?{query}").status_code == 200


def test_provenance_is_never_rewritten():
    attribution = prospect(siren="732829320").attribution
    attribution.agreement = "Autre"
    with pytest.raises(TypeError):
        attribution.save()
    with pytest.raises(TypeError):
        Attribution.objects.update(agent=UserFactory())


def test_each_sees_their_own_files():
    client = prospect(contact={})
    for tab in ("societe", "suivi", "contacts", "adresse", "pieces", "recommandation", "demarrage", "etape"):
        path = f"/prospects/{client.pk}/{tab}/"
        assert reader(UserFactory()).get(path).status_code == 404
        assert reader(UserFactory(manager=True, organisation=client.agency)).get(path).status_code == 200
        assert reader(UserFactory(back_office=True)).get(path).status_code == 200
