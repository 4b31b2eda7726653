"""Files of exports. No cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from portal.core.values import dates

BOM = "\ufeff"
KEPT = "\n\t\u200c\u200d"
# A spreadsheet computes what begins so (OWASP, CSV injection), the full-width signs of East Asia included.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WIDTH = 22
LONGEST_CELL = 32_000


def plain(value) -> str:
    """Return a value as French text, harmless to a spreadsheet: `1234,50`, `22/11/2026`, `'=1+1`, `0049 151 23`."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(dates.PARIS):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool | int | Decimal):
        return str(value).replace(".", ",")
    return harmless(str(value))


def printable(text: str) -> str:
    """Return `text` without control characters and with normal spaces; joiners, which some scripts need, stay."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in KEPT else " " for sign in text)


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet evaluates it; foreign numbers keep their digits (`+49…` is `0049…`)."""
    text = printable(text)
    if text.startswith("+") and text[1:].replace(" ", "").isdigit():
        return f"00{text[1:]}"
    return f"'{text}" if text.lstrip(" ").startswith(LIVE) else text


def csv_lines(header: list[str], rows: Iterable[list]) -> Iterator[str]:
    """Return a CSV for French spreadsheets: `;` between cells, a byte order mark first."""
    yield BOM
    yield _line([harmless(cell) for cell in header])
    for row in rows:
        yield _line([plain(cell) for cell in row])


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def csv_bytes(header: list[str], rows: Iterable[list]) -> bytes:
    return "".join(csv_lines(header, rows)).encode()


def xlsx_bytes(header: list[str], rows: Iterable[list]) -> bytes:
    """Return a workbook of one sheet. Texts stay texts; days and amounts keep their type.

    Rows are written to disk as they come.
    """
    import xlsxwriter  # only when a workbook is made

    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        styles = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        sheet.set_column(0, max(len(header) - 1, 0), WIDTH)
        sheet.freeze_panes(1, 0)
        heading = book.add_format({"bold": True})
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, heading)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, styles)
    return target.getvalue()


def _write(sheet, row: int, column: int, value, styles: dict) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(dates.PARIS).replace(tzinfo=None), styles[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles[date])
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, column, value, styles.get(type(value)))
    else:
        sheet.write_string(row, column, printable(str(value))[:LONGEST_CELL])
