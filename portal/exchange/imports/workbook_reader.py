"""Read a workbook in a process of its own: little memory, little time. Rows go out as JSON lines.

The parent gives the bytes on standard input and reads `{"sheets": […]}`, then one JSON list per row of the sheet asked
for. Days and moments are written as `{"d": "2026-11-28"}`, so that the parent gets them back as such.
"""

import datetime
import io
import json
import resource
import sys
from contextlib import suppress

LIMITS = {
    resource.RLIMIT_CPU: 60,
    resource.RLIMIT_AS: 700 * 1024 * 1024,
    resource.RLIMIT_FSIZE: 0,
}


def main() -> None:
    for what, most in LIMITS.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    import python_calamine

    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    visible = [sheet.name for sheet in book.sheets_metadata if "hidden" not in str(sheet.visible).lower()]
    names = visible or list(book.sheet_names)
    write = sys.stdout.write
    write(json.dumps({"sheets": names}) + "\n")
    sheet = book.get_sheet_by_name(wanted if wanted in names else _widest(book, names))
    write(json.dumps({"sheet": sheet.name}) + "\n")
    for row in sheet.iter_rows():
        write(json.dumps([_cell(cell) for cell in row]) + "\n")


def _widest(book, names: list[str]) -> str:
    """Return the first sheet that has rows, else the first one."""
    for name in names:
        if book.get_sheet_by_name(name).height:
            return name
    return names[0]


def _cell(cell):
    if isinstance(cell, datetime.datetime):
        return {"m": cell.isoformat()} if cell.time() != datetime.time.min else {"d": cell.date().isoformat()}
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    return cell


if __name__ == "__main__":
    main()
