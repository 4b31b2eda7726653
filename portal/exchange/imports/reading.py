"""Read an imported file: what it is, how it is understood, and its records."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.exchange.imports import layout, text_files, vcards, workbooks
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.workbooks import UnreadableFile

MOST_ROWS = 200_000


@dataclass(frozen=True)
class Table:
    """Rows of an imported file and how they were read. `sheets` names the sheets of a workbook."""

    rows: list[list]
    understood: Understanding
    sheets: list[str] = field(default_factory=list)
    is_text: bool = True

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as wide as the widest record."""
        number = self.understood.header
        header = self.rows[number] if 0 <= number < len(self.rows) else []
        width = max((len(row) for row in self.rows[max(number, 0) :][: layout.SAMPLED]), default=0)
        return layout.column_names([*header, *[""] * (width - len(header))])

    def records(self) -> Iterator[tuple[int, list]]:
        """Yield (line number from 1 as a spreadsheet shows it, cells) for each line below the header that holds any."""
        for number, row in enumerate(self.rows[self.understood.header + 1 :], start=self.understood.header + 2):
            if layout.filled(row):
                yield number, row

    def consumed(self) -> Iterator[tuple[int, list]]:
        """Yield what `records` does and let go of each row: one pass over a large file, for half of the memory."""
        for place in range(self.understood.header + 1, len(self.rows)):
            row, self.rows[place] = self.rows[place], []
            if layout.filled(row):
                yield place + 1, row

    def totals(self) -> list[list]:
        return [row for _number, row in self.records() if layout.is_total(row)]


def read(content: bytes, understood: Understanding | None = None) -> Table:
    """Return the table of a file; what `understood` leaves out is guessed. Raises `UnreadableFile`."""
    given = understood or Understanding()
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise UnreadableFile(_("Ce fichier est vide."))
    if workbooks.is_workbook(content):
        table = _workbook(content, given)
    elif vcards.is_vcard(content):
        encoding = given.encoding or text_files.guess_encoding(content)
        rows = vcards.rows(text_files.decode(content, encoding))
        table = Table(rows, Understanding(encoding=encoding, date_order="ymd"))
    else:
        table = _text(content, given)
    if len(table.rows) > MOST_ROWS:
        raise UnreadableFile(_("Ce fichier a plus de 200 000 lignes : importez-le en plusieurs fois."))
    if understood is None and not vcards.is_vcard(content):
        table = _guessed(table)
    return table


def _workbook(content: bytes, given: Understanding) -> Table:
    sheets, sheet, rows = workbooks.read(content, given.sheet)
    return Table(rows, given.changed(sheet=sheet, encoding="", delimiter=""), sheets=sheets, is_text=False)


def _text(content: bytes, given: Understanding) -> Table:
    encoding = given.encoding or text_files.guess_encoding(content)
    text = text_files.decode(content, encoding)
    if text.count("\ufffd") > len(text) // 20 or "\x01" in text[:2000]:
        raise UnreadableFile(_("Ce fichier n’est ni un tableau ni un carnet d’adresses (CSV, TXT, XLSX, ODS, vCard)."))
    delimiter = given.delimiter or text_files.guess_delimiter(text)
    try:
        rows = text_files.split(text, delimiter)
    except text_files.csv.Error:
        raise UnreadableFile(_("Une cellule de ce fichier est trop longue : vérifiez les guillemets.")) from None
    return Table(rows, given.changed(encoding=encoding, delimiter=delimiter))


def _guessed(table: Table) -> Table:
    header = layout.find_header(table.rows)
    below = table.rows[header + 1 :]
    understood = table.understood.changed(
        header=header,
        date_order=layout.guess_date_order(below),
        decimal_sign=layout.guess_decimal_sign(below),
    )
    return Table(table.rows, understood, table.sheets, table.is_text)
