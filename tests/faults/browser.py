"""A person at their browser: cookies, forms, redirects; a new connection for each request."""

import html
import http.client
import re
import time
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HOST = "portail.example"
PASSWORD = "un mot de passe tranquille"
BROKEN = (OSError, http.client.HTTPException)
NUMBER = re.compile(r"/contrats/(CT-\d{4}-\d{6})/")
CODE = re.compile(r"\b(\d{3}) (\d{3})\b")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    text: str
    seconds: float

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


class Browser:
    """Speaks to one port as the proxy in front would. `answers` keeps each status with its path and hour."""

    def __init__(self, port: int, *, timeout: float = 60):
        self.port, self.timeout = port, timeout
        self.cookies: dict[str, str] = {}
        self.answers: list[tuple[float, str, int, float]] = []

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def follow(self, answer: Answer) -> Answer:
        """The page an answer leads to."""
        for _ in range(5):
            if answer.status not in (301, 302, 303):
                return answer
            parts = urlsplit(answer.location)
            answer = self.get(parts.path + (f"?{parts.query}" if parts.query else ""))
        return answer

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.7",
            "Referer": f"https://{HOST}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        start = time.monotonic()
        connection = self.connect()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        self._keep(response.headers.get_all("Set-Cookie") or [])
        took = time.monotonic() - start
        self.answers.append((time.time(), path, response.status, took))
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, text, took)

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

    # --- what people do -----------------------------------------------------------------------

    def sign_in(self, email: str) -> "Browser":
        self.get("/connexion/")
        answer = self.post("/connexion/", login=email, password=PASSWORD)
        assert (answer.status, answer.location) == (302, "/"), f"{email}: {answer.status} {answer.location}"
        return self

    def is_signed_in(self) -> bool:
        return self.get("/contrats/").status == 200

    def send_contract(self, product: int, phone: str, key: uuid.UUID, *, button: str = "envoyer") -> Answer:
        """`Nouveau contrat` typed and sent (or kept: `garder`). The same key again is the same form sent twice."""
        start = date.today() + timedelta(days=10)
        return self.post(
            "/contrats/nouveau/",
            kind="person",
            civility="mme",
            last_name="Lefèvre",
            first_name="Hélène",
            birth_date="04/03/1979",
            address="8 rue de l’Église",
            postal_code="69002",
            city="Lyon",
            email=f"client{phone[-6:]}@exemple.example",
            phone=phone,
            product=product,
            start_date=start.isoformat(),
            origin="appointment",
            version="1",
            key=str(key),
            **{button: "1"},
        )

    def challenge(self, number: str) -> str:
        """The challenge that the form of the signature answers now, empty without one."""
        page = self.get(f"/contrats/{number}/signature/").text
        found = re.search(r'<input[^>]*name="challenge"[^>]*>', page)
        value = re.search(r'value="([^"]*)"', found.group()) if found else None
        return html.unescape(value.group(1)) if value else ""

    def type_code(self, number: str, challenge: str, code: str) -> Answer:
        return self.post(f"/contrats/{number}/signature/", challenge=challenge, code=code)


def number_in(answer: Answer) -> str:
    """The number of the contract that an answer leads to, empty when it leads to none."""
    found = NUMBER.search(answer.location)
    return found.group(1) if found else ""


def code_in(body: str) -> str:
    return "".join(CODE.search(body).groups())
