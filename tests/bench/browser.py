"""The least of a browser: one kept connection, cookies, and the time each answer took."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    bytes: int
    queries: int
    text: str


class Browser:
    """Speaks plain HTTP to a portal that thinks itself behind its proxy."""

    def __init__(self, port: int):
        self.host = f"127.0.0.1:{port}"
        self.connection = http.client.HTTPConnection(self.host, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict | None = None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{self.host}/",
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        answer = self._answer(method, path, body, headers)
        data = answer.read()
        seconds = time.perf_counter() - start
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        queries = int(answer.headers.get("X-Queries", 0))
        return Answer(answer.status, seconds, len(data), queries, data.decode(errors="replace"))

    def _answer(self, method: str, path: str, body: str | None, headers: dict) -> http.client.HTTPResponse:
        """Asked again on a new connection where the server closed the kept one, idle for too long."""
        try:
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()
        except http.client.RemoteDisconnected:
            self.connection.close()
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()

    def log_in(self, email: str, password: str) -> None:
        form = {"login": email, "password": password, "csrfmiddlewaretoken": self.token("/connexion/")}
        answer = self.ask("POST", "/connexion/", form)
        assert answer.status == 302, f"{email}: {answer.status}"

    def token(self, path: str) -> str:
        """The token a form of this page carries."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", path).text)
        assert found, f"no form at {path}"
        return found.group(1)
