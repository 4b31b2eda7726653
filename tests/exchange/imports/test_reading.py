"""Files that people import are read to the letter: encoding, header, dates, amounts."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from portal.exchange.imports import cells, layout, reading, vcards
from portal.exchange.imports.workbooks import UnreadableFile

INSURER = """Assureur d’essai – Extranet
Portefeuille au;31/10/2026;;;;
;;;;;
N° contrat;Souscripteur;Produit;Date d'effet;Valeur au;Encours (€)
AV-00 123.456;VERNAY Camille;Retraite Œuvre;01/03/2019;31/10/2026;12\u00a0345,67
CAP0099001;SCI DES ESSAIS;Capi;12/11/2018;30/10/2026;45\u00a0000,00
TOTAL;2 contrats;;;;57\u00a0345,67
""".replace("\n", "\r\n")


def test_cp1252_file_with_titles_above_the_header_is_understood():
    table = reading.read(INSURER.encode("cp1252"))
    assert table.understood.encoding == "cp1252"
    assert table.understood.delimiter == ";"
    assert table.understood.header == 3
    assert table.columns[-1] == "Encours (€)"
    assert table.rows[4][2] == "Retraite Œuvre"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_encoding_gives_the_same_table(encoding):
    assert reading.read(INSURER.encode(encoding)).rows == reading.read(INSURER.encode()).rows


def test_lines_keep_the_numbers_a_spreadsheet_shows_and_the_total_is_told_apart():
    table = reading.read(INSURER.encode())
    numbers = [number for number, row in table.records() if not layout.is_total(row)]
    assert numbers == [5, 6]
    assert len(table.totals()) == 1


def test_guessed_reading_can_be_changed():
    table = reading.read(INSURER.encode("cp1252"))
    changed = reading.read(INSURER.encode("cp1252"), table.understood.changed(header=4))
    assert changed.columns[0] == "AV-00 123.456"


@pytest.mark.parametrize(
    ("written", "sign", "amount"),
    [
        ("12 345,67", ",", "12345.67"),
        ("12\u00a0345,67 €", ",", "12345.67"),
        ("1\u202f234\u202f567,89", ",", "1234567.89"),
        ("1.265,64", ",", "1265.64"),
        ("1,265.64", ",", "1265.64"),
        ("-40,01", ",", "-40.01"),
        ("(12,00)", ",", "-12.00"),
        ("12,00-", ",", "-12.00"),
        ("1.000", ",", "1000.00"),
        ("1.000", ".", "1.00"),
        ("1234.5", ",", "1234.50"),
        ("3.600,00 €", ",", "3600.00"),
        (1234.5, ",", "1234.50"),
        (0.1, ",", "0.10"),
    ],
)
def test_amounts_are_read_to_the_cent(written, sign, amount):
    assert cells.amount(written, sign) == Decimal(amount)


@pytest.mark.parametrize("written", ["abc", "12,3,4", "1 2 3 €€ x", True, "1e400", "nan", "9" * 20])
def test_invalid_amount_is_refused(written):
    with pytest.raises(cells.BadCell):
        cells.amount(written)


def test_long_quantities_keep_their_decimals():
    assert cells.amount("0.2232140000", ".", places=None) == Decimal("0.2232140000")


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("31/10/2026", "dmy", date(2026, 10, 31)),
        ("10/31/2026", "mdy", date(2026, 10, 31)),
        ("10.12.24", "dmy", date(2024, 12, 10)),
        ("01/03/78", "dmy", date(1978, 3, 1)),
        ("2026-10-31", "dmy", date(2026, 10, 31)),
        ("20261031", "dmy", date(2026, 10, 31)),
        ("2026-03-12 09:14", "dmy", date(2026, 3, 12)),
        ("2026-03-29 02:30", "dmy", date(2026, 3, 29)),
        ("2026-03-12T23:30:00Z", "dmy", date(2026, 3, 13)),
        ("31/10/2026 08:15", "dmy", date(2026, 10, 31)),
        (datetime(2021, 1, 1), "dmy", date(2021, 1, 1)),
    ],
)
def test_days_are_read_in_paris(written, order, day):
    assert cells.day(written, order) == day


@pytest.mark.parametrize("written", ["31/02/2026", "offen", "45678", 45678.0, "99/99/9999", "12/2026"])
def test_invalid_date_is_refused(written):
    with pytest.raises(cells.BadCell):
        cells.day(written)


def test_a_number_stored_as_a_float_is_no_reference_with_a_point():
    assert cells.text(123456.0) == "123456"


def test_month_first_dates_are_guessed_from_a_day_over_twelve():
    rows = [["03/25/2026"], ["04/01/2026"]]
    assert layout.guess_date_order(rows) == "mdy"


def test_workbook_days_amounts_and_texts_keep_their_type():
    table = reading.read(workbook([["Contrat", "Valeur au", "Encours"], ["0012", date(2026, 10, 31), 12.5]]))
    assert table.rows[1] == ["0012", date(2026, 10, 31), 12.5]


def test_workbook_that_asks_for_billions_of_cells_is_refused_at_once():
    content = workbook([["a"]])
    huge = rewritten(content, b'r="A1"', b'r="XFD1048576"')
    with pytest.raises(UnreadableFile, match="millions de cellules"):
        reading.read(huge)


def test_locked_workbook_says_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    with pytest.raises(UnreadableFile, match="mot de passe"):
        reading.read(locked)


def test_damaged_workbook_says_so():
    with pytest.raises(UnreadableFile, match="abîmé"):
        reading.read(b"PK\x03\x04 not a workbook")


def test_formula_is_read_as_its_value():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Contrat", "Encours"])
        sheet.write_row(1, 0, ["AV1"])
        sheet.write_formula(1, 1, "=1+1", value=2)
    assert reading.read(target.getvalue()).rows[1] == ["AV1", 2.0]


CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:D=E2=80=99Artensac;=C3=89li=
se;;Mme;
TEL;CELL;PREF:06 12 34 56 78
TEL;WORK:01 23 45 67 89
EMAIL;PREF:ELISE@EXEMPLE.INVALID
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Loïc Le Dizez
ORG:Société des Essais;Ventes
item1.TEL;TYPE="voice,cell";VALUE=uri:tel:+33612345679
BDAY:19840521
NOTE:Vu au salon\\, rappeler
ADR;TYPE=home:;;12 rue des Essais;Paris;;75002;France
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL:sans.nom@exemple.invalid
BDAY:--0521
END:VCARD
"""


def test_contact_cards_of_three_versions_are_read():
    header, elise, loic, nameless = vcards.rows(CARDS)
    people = [dict(zip(header, row, strict=True)) for row in (elise, loic, nameless)]
    assert (people[0]["Prénom"], people[0]["Nom"]) == ("Élise", "D’Artensac")
    assert people[0]["E-mail"] == "elise@exemple.invalid"
    assert (people[0]["Mobile"], people[0]["Téléphone"]) == ("06 12 34 56 78", "01 23 45 67 89")
    assert (people[1]["Prénom"], people[1]["Nom"], people[1]["Société"]) == ("Loïc", "Le Dizez", "Société des Essais")
    assert (people[1]["Mobile"], people[1]["Date de naissance"]) == ("+33612345679", "1984-05-21")
    assert (people[1]["Notes"], people[1]["Code postal"]) == ("Vu au salon, rappeler", "75002")
    assert (people[2]["E-mail"], people[2]["Date de naissance"]) == ("sans.nom@exemple.invalid", "")


def workbook(rows: list[list]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook whose first sheet has `new` instead of `old`."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            part = source.read(entry)
            archive.writestr(entry.filename, part.replace(old, new) if "sheet1" in entry.filename else part)
    return target.getvalue()
