"""A test client that is a demanding reader: it fails on what a strict browser or a careful person would refuse."""

from collections import Counter
from html.parser import HTMLParser

from django.test import Client

HARMLESS_SCRIPTS = {"application/json", "application/ld+json", "importmap"}
NOT_OURS = ("/admin/",)
SHOWS_ALL = "/_ui/"  # the gallery: every state of every component, side by side
CLOSED_AT_FIRST = {"dialog", "details"}


class BadPage(AssertionError):
    """A page breaks a rule of the portal; the message lists each with its tag."""


class _Reader(HTMLParser):
    def __init__(self, *, whole_page: bool):
        super().__init__(convert_charrefs=True)
        self.whole_page = whole_page
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.title = ""
        self.open: list[str] = []
        self.solid: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("id") is not None:
            self.ids[values["id"]] += 1
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append(f"<{tag}> has an inline handler: {name}")
            if name == "style":
                self.faults.append(f"<{tag}> has an inline style: {value}")
            self._refuse_template_code(value or "", f"<{tag} {name}>")
        if "button--primary" in (values.get("class") or "").split() and not CLOSED_AT_FIRST.intersection(self.open):
            self.solid.append(values.get("href") or values.get("value") or tag)
        if tag == "style" and not values.get("nonce"):
            self.faults.append("<style> without nonce")
        if tag == "script" and not (values.get("src") or values.get("nonce") or values.get("type") in HARMLESS_SCRIPTS):
            self.faults.append("<script> inline without nonce")
        if tag == "img" and "alt" not in values:
            self.faults.append(f"<img> without alt: {values.get('src')}")
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if "script" in self.open or "style" in self.open:
            return
        if "title" in self.open and "svg" not in self.open:
            self.title += data
        self._refuse_template_code(data, "text")

    def _refuse_template_code(self, text: str, where: str) -> None:
        for sign in ("{{", "{%", "{#"):
            if sign in text:
                self.faults.append(f"template code left in {where}: {text.strip()[:80]}")

    def finish(self) -> list[str]:
        self.close()
        if self.whole_page and not self.title.strip():
            self.faults.append("no <title>, or an empty one")
        self.faults += [f"id used {count} times: {name!r}" for name, count in self.ids.items() if count > 1]
        self.faults += ["an id is empty"] if "" in self.ids else []
        return self.faults


def faults_of(html: str, *, path: str = "") -> list[str]:
    """What a strict reader refuses in `html`, a page or a fragment of one."""
    start = html.lstrip()[:200].lower()
    reader = _Reader(whole_page=start.startswith(("<!doctype", "<html")))
    reader.feed(html)
    faults = reader.finish()
    if reader.whole_page and len(reader.solid) > 1 and not path.startswith(SHOWS_ALL):
        faults.append(f"more than one primary action: {', '.join(reader.solid)}")
    return faults


class StrictClient(Client):
    """Django's client, reading every HTML answer with `faults_of`."""

    def request(self, **request):
        response = super().request(**request)
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and not response.streaming and not self._foreign(request):
            faults = faults_of(response.content.decode(), path=request.get("PATH_INFO", ""))
            if faults:
                raise BadPage(f"{request.get('PATH_INFO')}:\n  " + "\n  ".join(faults))
        return response

    @staticmethod
    def _foreign(request) -> bool:
        return request.get("PATH_INFO", "").startswith(NOT_OURS)
