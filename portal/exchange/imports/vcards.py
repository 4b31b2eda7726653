"""Contacts of vCard files, versions 2.1 (quoted-printable, bare parameters) to 4.0, as rows of a table.

RFC 6350 and the vCard 2.1 specification. Nothing is fetched: photos, keys and remote references are left out.
"""

import quopri
import re
from collections import defaultdict

HEADER = (
    "Prénom", "Nom", "Civilité", "Société", "Fonction", "E-mail", "E-mail 2", "Mobile", "Téléphone", "Autres numéros",
    "Adresse", "Code postal", "Ville", "Pays", "Date de naissance", "Notes",
)  # fmt: skip
_LINE = re.compile(r"(?:[\w\-]+\.)?([\w\-]+)((?:;[^:\"]*(?:\"[^\"]*\")?[^:\"]*)*):(.*)", re.DOTALL)
_ESCAPED = {"n": "\n", "N": "\n"}


def is_vcard(content: bytes) -> bool:
    """Tell a vCard file by its first line."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t")[:11].upper() == b"BEGIN:VCARD"


def rows(text: str) -> list[list[str]]:
    """Return a header and one row per card."""
    return [list(HEADER), *(_row(card) for card in _cards(text))]


def _cards(text: str) -> list[dict[str, list]]:
    cards, current, depth = [], None, 0
    for name, parameters, value in _properties(text):
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            depth += 1
            current = defaultdict(list) if depth == 1 else current
        elif name == "END" and value.strip().upper() == "VCARD":
            depth -= 1
            if depth == 0 and current is not None:
                cards.append(current)
                current = None
        elif current is not None and depth == 1:
            current[name].append((parameters, value))
    return cards


def _properties(text: str):
    """Yield (name, parameters in upper case, decoded value) for each content line."""
    for line in _unfolded(text):
        found = _LINE.match(line)
        if not found:
            continue
        name, parameters = found[1].upper(), found[2].upper()
        value = found[3]
        if "QUOTED-PRINTABLE" in parameters:
            charset = re.search(r"CHARSET=([\w\-]+)", parameters)
            value = _quoted_printable(value, charset[1] if charset else "utf-8")
        elif "BASE64" in parameters or "ENCODING=B" in parameters:
            continue
        yield name, parameters, value


def _unfolded(text: str):
    """Yield logical lines: folded ones joined, quoted-printable soft breaks joined."""
    pending = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if pending.endswith("=") and "QUOTED-PRINTABLE" in pending.upper().split(":", 1)[0]:
            pending = pending[:-1] + line
        elif line[:1] in (" ", "\t") and pending:
            pending += line[1:]
        else:
            if pending:
                yield pending
            pending = line
    if pending:
        yield pending


def _quoted_printable(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
    try:
        return raw.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1252", errors="replace")


def _row(card: dict[str, list]) -> list[str]:
    last, first, _middle, prefix, _suffix = _parts(_first(card, "N"), 5)
    if not (last or first):
        first, last = _split_name(_unescaped(_first(card, "FN")))
    emails = _distinct(_unescaped(_bare(value)).lower() for _params, value in _preferred(card, "EMAIL"))
    mobiles, phones = _numbers(card)
    street, extra, city, postal, country = _address(card)
    return [
        first, last, prefix, _parts(_first(card, "ORG"), 1)[0], _unescaped(_first(card, "TITLE")),
        *_padded(emails, 2), *_padded(mobiles, 1), *_padded(phones, 1), ", ".join([*mobiles[1:], *phones[1:]]),
        ", ".join(filter(None, (street, extra))), postal, city, country,
        _birthday(_first(card, "BDAY")), _unescaped(_first(card, "NOTE")),
    ]  # fmt: skip


def _first(card, name: str) -> str:
    return card[name][0][1] if card.get(name) else ""


def _preferred(card, name: str) -> list[tuple[str, str]]:
    return sorted(card.get(name, ()), key=lambda pair: "PREF" not in pair[0])


def _bare(value: str) -> str:
    return re.sub(r"^(mailto|tel):", "", value.strip(), flags=re.IGNORECASE)


def _numbers(card) -> tuple[list[str], list[str]]:
    """Return mobile numbers and the others, voice lines before faxes and pagers."""
    mobiles, others, faxes = [], [], []
    for parameters, value in _preferred(card, "TEL"):
        number = _unescaped(_bare(value)).split(";")[0]
        is_fax = "FAX" in parameters or "PAGER" in parameters
        (faxes if is_fax else mobiles if "CELL" in parameters else others).append(number)
    return _distinct(mobiles), _distinct([*others, *faxes])


def _address(card) -> tuple[str, str, str, str, str]:
    _box, extra, street, city, _region, postal, country = _parts(_first(card, "ADR"), 7)
    return street.replace("\n", ", "), extra, city, postal, country


def _birthday(value: str) -> str:
    """Return `1978-04-09`; nothing for a birthday without its year (`--0521`)."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", value)
    return "-".join(found.groups()) if found else ""


def _split_name(full: str) -> tuple[str, str]:
    first, _blank, last = full.strip().partition(" ")
    return (first, last) if last else ("", first)


def _parts(value: str, count: int) -> list[str]:
    """Split a structured value at its unescaped semicolons."""
    parts = [_unescaped(part).strip() for part in re.split(r"(?<!\\);", value)]
    return _padded(parts, count)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), value, flags=re.DOTALL).strip()


def _padded(values: list[str], count: int) -> list[str]:
    return (list(values) + [""] * count)[:count]


def _distinct(values) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
