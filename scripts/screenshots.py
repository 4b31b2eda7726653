"""`make screenshots`: every page of a portal with demonstration data, as each role, in three widths and two lights.

The whole set goes to `var/screenshots/`; the chosen ones to `docs/screenshots/`, with few colours, for the README.
`make screenshots ONLY=agent` (or a word of an address) takes a part of them.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import environment
from scripts.steps import ROOT, Steps, fail, say

WIDTHS = (1440, 768, 360)
SCHEMES = ("light", "dark")
PASSWORD = "comptoir-demo"  # noqa: S105 - the demonstration's, shown on its login page
COLOURS = 128
HEAVIEST = 150 * 1024
FOLDER = ROOT / "var" / "screenshots"
CHOSEN_FOLDER = ROOT / "docs" / "screenshots"

# What each role looks at; `{…}` is the first address of that kind found on the page named in FINDS.
PAGES = {
    "": [
        *("/connexion/", "/mot-de-passe/oublie/", "/retractation/", "/mentions-legales/", "/confidentialite/"),
        *("/verifier/", "/nulle-part/"),
    ],
    "agent": [
        *("/", "/contrats/", "/contrats/?q=introuvable", "/contrats/nouveau/", "{contract}", "{waiting}"),
        *("{signature}", "{draft}", "/clients/", "{client}", "/documents/", "{document}", "/recherche/?q=martin"),
        *("/parametres/", "/parametres/securite/", "/parametres/notifications/", "/aide/", "/support/", "/_ui/"),
        *("/demo/messagerie/", "/notifications/"),
    ],
    "manager": ["/", "/contrats/", "/clients/"],
    "backoffice": [
        *("/", "/back-office/", "/back-office/blocages/", "/contrats/", "{contract}", "/documents/", "/etat/"),
        *("/administration/", "/comptes/", "/comptes/droits/", "/comptes/invitations/"),
        *("/actualites/redaction/", "/marque/"),
        *("/admin/", "/admin/contracts/contract/", "/admin/accounts/user/", "{departure}", "/admin/audit/event/"),
    ],
    "avantvente": ["/", "/avant-vente/file/", "/opportunites/"],
    "partenaire": ["/", "/documents/"],
    "client": ["/", "/mes-contrats/", "/mes-documents/"],
}  # fmt: skip
FINDS = {
    "contract": ("/contrats/?statut=validated", r"/contrats/CT-\d{4}-\d{6}/"),
    "waiting": ("/contrats/?statut=awaiting_client", r"/contrats/CT-\d{4}-\d{6}/"),
    "signature": ("/contrats/?statut=awaiting_client", r"/contrats/CT-\d{4}-\d{6}/"),
    "draft": ("/contrats/?statut=draft", r"/contrats/brouillons/\d+/"),
    "client": ("/clients/", r"/clients/\d+/(?:donnees/)?"),
    "document": ("/documents/", r"/documents/\d+/"),
    "departure": ("/admin/accounts/user/?role__exact=agent", r"/admin/accounts/user/\d+/"),
}
TAILS = {"signature": "signature/", "departure": "depart/"}
# The name in the documentation: role, page, width, scheme.
CHOSEN = {
    "contracts-1440-light": ("agent", "/contrats/", 1440, "light"),
    "contracts-360-light": ("agent", "/contrats/", 360, "light"),
    "contract-1440-dark": ("agent", "{contract}", 1440, "dark"),
    "signature-360-light": ("agent", "{signature}", 360, "light"),
    "new-contract-1440-light": ("agent", "/contrats/nouveau/", 1440, "light"),
    "home-1440-light": ("agent", "/", 1440, "light"),
    "office-1440-light": ("backoffice", "/back-office/", 1440, "light"),
    "search-768-dark": ("agent", "/recherche/?q=martin", 768, "dark"),
    "documents-1440-light": ("agent", "/documents/", 1440, "light"),
    "gallery-1440-light": ("agent", "/_ui/", 1440, "light"),
    "administration-1440-light": ("backoffice", "/administration/", 1440, "light"),
    "client-360-light": ("client", "/", 360, "light"),
    "login-360-dark": ("", "/connexion/", 360, "dark"),
}


def main() -> None:
    only = os.environ.get("ONLY", "")
    chromium = environment.chromium()
    if not chromium:
        fail("Il faut Chromium : sudo apt-get install chromium")
    steps = Steps(3)
    with tempfile.TemporaryDirectory(prefix="comptoir-screenshots-") as folder:
        with steps("Portail de démonstration"):
            address, server = _start(Path(folder))
        try:
            with steps("Captures"), sync_playwright() as playwright:
                options = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
                browser = playwright.chromium.launch(executable_path=chromium, args=options)
                faults = [fault for role in PAGES for fault in _role(browser, address, role, only)]
                browser.close()
            with steps("Choix pour la documentation"):
                _choose()
        finally:
            server.terminate()
            server.wait(timeout=30)
    if faults:
        fail("\n".join(faults))


def _start(folder: Path):
    """A portal with its own data on a free port; gives its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    variables = {**kept, "VAR_DIR": str(folder), "PORT": str(port), "EMBEDDED": "1"}
    python = environment.PYTHON
    if subprocess.run([python, "-m", "scripts.prepare"], cwd=ROOT, env=variables, check=False).returncode:
        fail("La préparation de la base a échoué (voir ci-dessus).")
    if subprocess.run([python, "manage.py", "demo_data"], cwd=ROOT, env=variables, check=False).returncode:
        fail("Les données de démonstration n’ont pas pu être faites (voir ci-dessus).")
    command = [python, "-m", "gunicorn", "--config", "portal/server.py", "portal.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=variables)
    address = f"http://127.0.0.1:{port}"
    for _second in range(60):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/sante/vivant", timeout=2)
            return address, server
        time.sleep(1)
    server.terminate()
    return fail("Le portail ne répond pas.")


def _role(browser: Browser, address: str, role: str, only: str) -> list[str]:
    """Every page of one role; gives what a page did wrong: an error, a message of the console, a sideways scroll."""
    pages = [page for page in PAGES[role] if only in role or only in page]
    if not pages:
        return []
    faults: list[str] = []
    state = _log_in(browser, address, role)
    for scheme in SCHEMES:
        context = browser.new_context(
            storage_state=state, color_scheme=scheme, locale="fr-FR", timezone_id="Europe/Paris"
        )
        page = context.new_page()
        page.on("console", partial(_note, faults, page))
        for pattern in pages:
            faults += _shots(page, address, role, pattern, scheme)
        context.close()
    return faults


def _note(faults: list[str], page: Page, line) -> None:
    if line.type == "error" and "404" not in line.text:
        faults.append(f"{page.url} : {line.text}")


def _log_in(browser: Browser, address: str, role: str):
    context = browser.new_context(locale="fr-FR")
    if role:
        page = context.new_page()
        page.goto(f"{address}/connexion/")
        page.get_by_label("Adresse e-mail").fill(f"{role}@demo.comptoir.example")
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_label("Mot de passe", exact=True).press("Enter")
        page.wait_for_url(f"{address}/")
    state = context.storage_state()
    context.close()
    return state


def _shots(page: Page, address: str, role: str, pattern: str, scheme: str) -> list[str]:
    faults = []
    path = _resolved(page, address, pattern)
    if path is None:
        return [f"{role} : rien à montrer pour {pattern}"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900 if width > 500 else 780})
        answer = page.goto(address + path)
        page.wait_for_load_state("networkidle")
        if answer and answer.status >= 500:
            faults.append(f"{role} {path} : {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth") > width and "/admin/" not in path:
            faults.append(f"{role} {path} : dépasse à {width} px")
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=_file(role, pattern, width, scheme), full_page=True)
    if pattern == "{contract}" and scheme == "light":
        page.pdf(path=str(FOLDER / f"{role}-contract-print.pdf"), format="A4", print_background=False)
    return faults


def _resolved(page: Page, address: str, pattern: str) -> str | None:
    """The address behind `{contract}`: the first of its kind on the list of the role."""
    if not pattern.startswith("{"):
        return pattern
    kind = pattern.strip("{}")
    listing, shape = FINDS[kind]
    page.goto(address + listing)
    found = re.search(shape, page.content())
    return found.group() + TAILS.get(kind, "") if found else None


def _file(role: str, pattern: str, width: int, scheme: str) -> str:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = re.sub(r"[^a-z0-9]+", "-", pattern.lower()).strip("-") or "home"
    return str(FOLDER / f"{role or 'visitor'}-{page}-{width}-{scheme}.png")


def _choose() -> None:
    """The dozen of the documentation: one screen high, few colours, light enough for a repository."""
    CHOSEN_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (role, pattern, width, scheme) in CHOSEN.items():
        source = Path(_file(role, pattern, width, scheme))
        if not source.exists():
            continue
        with Image.open(source) as shot:
            cut = shot.convert("RGB").crop((0, 0, shot.width, min(shot.height, 900 if width > 500 else 780)))
        target = CHOSEN_FOLDER / f"{name}.png"
        for colours in (COLOURS, 64, 32):
            cut.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
            if target.stat().st_size <= HEAVIEST:
                break
        say(f"      {target.relative_to(ROOT)} : {target.stat().st_size // 1024} Ko")


if __name__ == "__main__":
    sys.exit(main())
