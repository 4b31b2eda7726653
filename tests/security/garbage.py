"""Requests that nobody honest would send, drawn from a seeded generator: the same seed asks the same things."""

import json
import random
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

NAMES = """
    q a o p e all page tri statut vue vues colonnes curseur filter filtre format next suite liste depuis client produit
    agence conseiller periode du au theme language action select_across index _popup _to_field _changelist_filters
    _selected_action csrfmiddlewaretoken version revision code reason term app_label model_name field_name __class__
""".split()
NASTY = [
    *("", "0", "-1", "1", "99999999999999999999999", "-9223372036854775809", "1e309", "NaN", "1.5", "0x10", "٣"),
    *("\0", "a\0b", "%00", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "\u202e", "é" * 400),
    *("__class__", "owner__password", "id__in=1", "-__class__", "../../../etc/passwd", "'; DROP TABLE contracts;--"),
    *("<script>alert(1)</script>", "{{7*7}}", "{% debug %}", "${7*7}", "=1+1", "a" * 9000, "%", "_", "\\", "[", "((("),
    *("2026-02-30", "0000-00-00", "9999-12-31T25:61", "31/02/2026", "true", "None", "null", "[]", "{}", "on"),
    *("https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:alert(1)", "\r\nSet-Cookie: x=1"),
]
CURSORS = [
    urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    for value in (
        ["n", None, 1],
        ["n", "2026-01-01T00:00:00+00:00", 2**70],
        ["p", {"a": []}, -1],
        ["n", "\0", 1],
        ["n", 1e400, 1],
        [["n"], "x", True],
        {"n": 1},
        ["n", "9" * 5000, 0],
        ["n", "0001-01-01T00:00:00+14:00", 1],
    )
]
BODIES = [
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="\0"\r\n\r\n\0\r\n--x--',
    ),
    ("multipart/form-data", b"nothing"),
    ("multipart/form-data; boundary=" + "x" * 500, b"--" + b"x" * 500),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--',
    ),
    ("application/json", b"{"),
    ("application/json", b"[" * 5000),
    ("application/json", b'{"a": "\\u0000", "b": 1e999}'),
    ("application/x-www-form-urlencoded", b"%00=%00&a=%ff%fe&a=%e9&=&&&"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+ADw-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(1200))),
    ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("", b"\xff\xfe\x00"),
]
HEADERS = {
    "HTTP_HOST": ["evil.example", "testserver:99999", "testserver.evil.example", "testserver@evil.example", "[::", " "],
    "HTTP_X_FORWARDED_HOST": ["evil.example", "evil.example, testserver"],
    "HTTP_X_FORWARDED_PROTO": ["https", "gopher"],
    "HTTP_X_FORWARDED_FOR": ["1.2.3.4, evil", "\0", "999.999.999.999"],
    "HTTP_REFERER": ["https://evil.example/", "javascript:alert(1)", "http://[::", "\r\nX: y"],
    "HTTP_ORIGIN": ["null", "https://evil.example", "http://["],
    "HTTP_ACCEPT_LANGUAGE": ["xx-\0", "en;q=9999," * 200, "*" * 5000],
    "HTTP_ACCEPT": ["application/json", "*/*;q=\0", ""],
    "HTTP_RANGE": ["bytes=0-99999999999999999999", "bytes=-", "bytes=5-1", "lines=1"],
    "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Sun, 99 Foo 99999 99:99:99 GMT"],
    "HTTP_IF_NONE_MATCH": ["*", '"', "W/\0"],
    "HTTP_HX_REQUEST": ["true", "TRUE\0"],
    "HTTP_HX_TARGET": ["listing", "__class__", "%00"],
    "HTTP_HX_CURRENT_URL": ["https://evil.example/?x=1", "\0", "http://["],
    "HTTP_COOKIE": [
        'sessionid="\\000"; csrftoken="\\000"',
        "sessionid=" + "a" * 5000,
        "messages=x:1:y; theme=__class__; django_language=../../x",
        '=; ;;; a="\\377"; sessionid=',
    ],
    "HTTP_X_TWILIO_SIGNATURE": ["", "AAAA", "\0"],
    "HTTP_AUTHORIZATION": ["Basic !!!", "Bearer \0"],
}
METHODS = ["GET"] * 5 + ["POST"] * 4 + ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]


@dataclass
class Request:
    """One request, ready for Django's test client."""

    method: str
    path: str
    query: list[tuple[str, str]]
    form: list[tuple[str, str]] = field(default_factory=list)
    body: tuple[str, bytes] | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Generator:
    """Draws requests; `known` holds real values per type of place (`int`, `number`, `uuid`…)."""

    def __init__(self, seed: int, known: dict[str, list]):
        self.random = random.Random(seed)
        self.known = known

    def request(self, address, names: list[str]) -> Request:
        """One request to `address`, whose pages name the parameters `names`."""
        pick = self.random
        request = Request(pick.choice(METHODS), address.filled(self._place), self._pairs(names))
        if request.method in ("POST", "PUT", "PATCH"):
            if pick.random() < 0.35:
                request.body = pick.choice(BODIES)
            else:
                request.form = self._pairs(names, most=8)
        if pick.random() < 0.4:
            for name in pick.sample(sorted(HEADERS), pick.choice([1, 1, 2])):
                request.headers[name] = pick.choice(HEADERS[name])
        return request

    def _place(self, kind: str, _name: str):
        pick = self.random
        if pick.random() < 0.6 and self.known.get(kind):
            return pick.choice(self.known[kind])
        return {
            "int": lambda: pick.choice([0, 1, 2**31, 2**63 - 1, 2**63, 10**30]),
            "number": lambda: pick.choice(["CT-0000-000000", "CT-2026-999999"]),
            "uuid": lambda: uuid.UUID(int=pick.getrandbits(128)),
            "slug": lambda: pick.choice(["a", "__class__", "-", "x" * 300]),
            "path": lambda: pick.choice(["1", "999999999999999999999", "x/y", "_5F", "\0", "é"]),
        }.get(kind, lambda: pick.choice(["a", "\0", "é", "x" * 600, "..", "%2e%2e", "1-x"]))()

    def _pairs(self, names: list[str], most: int = 4) -> list[tuple[str, str]]:
        """Parameters, some of them twice."""
        pick = self.random
        pairs = [(self._name(names), self._value()) for _each in range(pick.randint(0, most))]
        if pairs and pick.random() < 0.2:
            pairs.append((pairs[0][0], self._value()))
        return pairs

    def _name(self, names: list[str]) -> str:
        pick = self.random
        return pick.choice(names) if names and pick.random() < 0.7 else pick.choice(NAMES)

    def _value(self) -> str:
        pick = self.random
        kind = pick.random()
        if kind < 0.15:
            return pick.choice(CURSORS)
        if kind < 0.3:
            return str(pick.choice(pick.choice(list(self.known.values())) or ["1"]))
        return pick.choice(NASTY)
