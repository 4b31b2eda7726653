"""Contact lists as programs export them: columns recognised, values normalised, nothing lost."""

from datetime import date

import pytest

from crm.imports.enums import Content
from crm.imports.kind import KIND
from crm.models import Client, Contact
from portal.exchange.imports import reading
from tests.crm.imports.steps import counts, imported, reasons, simulated
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

WEBMAIL = (
    "First Name,Middle Name,Last Name,Name Prefix,Organization Name,Organization Title,Birthday,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country\n"
    "Maëlle,,Rivoal,Mme,Atelier Rivoal,Gérante,1978-04-09,,* myContacts ::: Clients,* Work,maelle@essai.invalid,Home,"
    'm.rivoal@essai.invalid,Mobile,06 12 34 56 78 ::: 01 23 45 67 89,"3 rue des Essais, bât. B",Paris,75002,France\n'
    ",,,,Fournil Kerzu,,,,* myContacts,* ,fournil@essai.invalid,,,Work,0298000000,,,,\n"
    'Loïc,,Le Goff,,,,--05-21,"Vu au salon, rappeler ""après le 15""",* myContacts,,LOIC@ESSAI.INVALID,,,Mobile,'
    "0033 6 12 34 56 80,,,,\n"
)
OFFICE_FR = (
    "Titre;Prénom;Nom;Société;Titre (2);Rue (domicile);Ville (domicile);Code postal (domicile);Téléphone (bureau);"
    "Tél. mobile;Anniversaire;Adresse de messagerie;Notes\n"
    "M.;Hugo;Pellerin;;;8 quai Neuf;Lyon;69002;04 72 00 00 01;07 61 22 33 44;12/03/1985;hugo@essai.invalid;\n"
    "Mme;Œuvrard;;;;;;;;;0/0/00;o@essai.invalid;\n"
)
OFFICE_EN = (
    "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Business Postal Code,"
    "Business Country/Region,Business Phone,Mobile Phone,Birthday,E-mail Address\n"
    "Mrs,Ada,Kervella,,,9 Main St,Austin,TX 78701,United States,+1 512 555 0100,+33 6 12 34 56 79,3/14/1990,"
    "ada@essai.invalid\n"
)
CRM = (
    "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Contact owner\n"
    "1,Gaël,Perrot,gael@essai.invalid,04 50 11 22 33,NEW,2026-03-12 09:14,Fromagerie Essai,Inès M.\n"
    "2,Claire,Dumas,claire@essai.invalid,+33612345681,OPEN,2026-03-29 02:30,Fournil Essai;Fromagerie Essai,Inès M.\n"
    "1,Gaël,Perrot,gael@essai.invalid,04 50 11 22 33,CONNECTED,2026-03-12 09:14,Fromagerie Essai,Inès M.\n"
    "3,,,sans.nom@essai.invalid,,,,,Inès M.\n"
)


@pytest.fixture
def agent():
    return UserFactory()


def test_webmail_export_gives_people_and_a_company(agent):
    assert counts(imported(WEBMAIL, agent)) == {"created": 3}
    maelle = Client.objects.get(last_name="Rivoal")
    assert (maelle.civility, maelle.email, maelle.phone) == ("mme", "maelle@essai.invalid", "+33612345678")
    assert (maelle.address, maelle.postal_code, maelle.birth_date) == (
        "3 rue des Essais, bât. B",
        "75002",
        date(1978, 4, 9),
    )
    note = maelle.notes.get().text
    for kept in ("Société : Atelier Rivoal", "01 23 45 67 89", "m.rivoal@essai.invalid"):
        assert kept in note
    fournil = Client.objects.get(kind="company")
    assert (fournil.company_name, fournil.email) == ("Fournil Kerzu", "fournil@essai.invalid")
    loic = Client.objects.get(last_name="Le Goff")
    assert (loic.email, loic.phone, loic.birth_date) == ("loic@essai.invalid", "+33612345680", None)
    assert 'rappeler "après le 15"' in loic.notes.get().text


def test_french_office_export_in_cp1252_is_read(agent):
    assert counts(imported(OFFICE_FR.encode("cp1252"), agent)) == {"created": 2}
    hugo = Client.objects.get(last_name="Pellerin")
    assert (hugo.civility, hugo.phone, hugo.birth_date) == ("m", "+33761223344", date(1985, 3, 12))
    assert (hugo.address, hugo.city) == ("8 quai Neuf", "Lyon")
    assert Client.objects.filter(last_name="Œuvrard", first_name="").exists()


def test_english_office_export_keeps_a_foreign_address_in_a_note(agent):
    assert counts(imported(OFFICE_EN, agent)) == {"created": 1}
    ada = Client.objects.get()
    assert (ada.civility, ada.phone, ada.birth_date) == ("mme", "+33612345679", date(1990, 3, 14))
    assert (ada.address, ada.city) == ("", "")
    assert "9 Main St, TX 78701 Austin, United States" in ada.notes.get().text


def test_crm_export_tells_the_repeated_line_and_the_one_without_a_name(agent):
    batch = imported(CRM, agent)
    assert counts(batch) == {"created": 2, "ignored": 1, "refused": 1}
    assert reasons(batch)[4] == "Répète la ligne 2."
    assert "Il manque le nom" in reasons(batch)[5]
    assert sum(batch.counts.values()) == 4


def test_crm_export_as_companies_gives_contacts(agent):
    imported(CRM, agent, what=Content.COMPANIES)
    contact = Contact.objects.get(client__company_name="Fromagerie Essai")
    assert (contact.display_name, contact.landline, contact.is_favourite) == ("Gaël Perrot", "+33450112233", True)
    assert Contact.objects.get(last_name="Dumas").mobile == "+33612345681"


def test_prospects_are_followed_and_their_provenance_written(agent):
    imported(CRM, agent, what=Content.PROSPECTS)
    prospect = Client.objects.get(company_name="Fromagerie Essai")
    assert (prospect.stage, prospect.follow_up.status) == ("prospect", "discussing")
    assert (prospect.attribution.agent, prospect.attribution.channel) == (agent, "import")


CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Rivoal;Ma=C3=AB=
lle;;Mme;
TEL;CELL;PREF:06 12 34 56 78
TEL;WORK:BusinessPhone
EMAIL;PREF:maelle@essai.invalid
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Loïc Le Goff
TEL;VALUE=uri;TYPE=cell:tel:+33612345680
BDAY:19840521
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL:sans.nom@essai.invalid
END:VCARD
"""


def test_contact_cards_are_imported(agent):
    batch = imported(CARDS, agent, name="carnet.vcf")
    assert batch.file_name == "carnet.vcf"
    assert counts(batch) == {"created": 2, "refused": 1}
    assert "Téléphone non reconnu : BusinessPhone" in Client.objects.get(last_name="Rivoal").notes.get().text
    assert Client.objects.get(last_name="Le Goff").birth_date == date(1984, 5, 21)
    assert batch.lines.get(verdict="refused").label == "sans.nom@essai.invalid"


def test_columns_of_a_plain_table_are_recognised():
    table = reading.read(
        "Nom;Prénom;Portable;Mail;CP;Ville;Né le\nA;B;0612345678;a@b.fr;69002;Lyon;1/2/1980\n".encode()
    )
    assert KIND.guess(table.columns) == {
        "last_name": 0, "first_name": 1, "mobile": 2, "email": 3, "postal_code": 4, "city": 5, "birth_date": 6,
    }  # fmt: skip


def test_number_of_a_colleague_is_left_out_and_told(agent):
    UserFactory(phone="+33612345678")
    batch = simulated(WEBMAIL, agent)
    assert "celui d’un collègue" in reasons(batch)[2]


@pytest.mark.parametrize(
    ("line", "told"),
    [("Dupont;Jean;31/02/1980", "n’est pas une date"), ("Dupont2;Jean;", "s’écrit en lettres"), (";;", "")],
)
def test_bad_lines_are_refused_with_their_reason(agent, line, told):
    batch = simulated(f"Nom;Prénom;Date de naissance\nMartin;Luc;01/02/1970\n{line}\n", agent)
    refused = batch.lines.filter(verdict="refused")
    assert [told in each.reason for each in refused] == ([True] if told else [])
