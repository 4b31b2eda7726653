"""Refuses a sentence of the portal that the English catalogue does not have.

The sentences are gathered anew from a copy of the code, so that the check changes nothing. It needs `xgettext`,
which does not read `\\u00a0`: a sentence written with such an escape would never be found again, and is refused too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.compile_messages import entries
from scripts.steps import ROOT, say

LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "var", "static", "staticfiles", "tests", "node_modules", "*.mo")
SHOWN = 20


def main() -> int:
    catalogue = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not catalogue.exists():
        say("locale/en manque : make messages, puis traduire")
        return 1
    if not shutil.which("xgettext"):
        say("xgettext manque (paquet gettext) : le catalogue anglais n’est pas vérifié")
        return int(os.environ.get("CI_STRICT") == "1")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "code")
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        gather = (sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-obsolete", "--no-location")
        subprocess.run(gather, cwd=copy, check=True, env={**os.environ, "VAR_DIR": folder}, capture_output=True)
        text = (copy / catalogue.relative_to(ROOT)).read_text(encoding="utf-8")
    missing, escaped = refused(text)
    for sentence in missing[:SHOWN]:
        say(f"sans traduction anglaise : {sentence}")
    for sentence in escaped[:SHOWN]:
        say(f"à écrire avec le caractère lui-même, sans échappement : {sentence}")
    if missing:
        say(f"{len(missing)} phrases sans traduction : make messages, puis compléter locale/en")
    return int(bool(missing or escaped))


def refused(text: str) -> tuple[list[str], list[str]]:
    """The sentences of a `.po` text without a translation, and those written with an escape."""
    gathered = list(entries(text))
    missing = [entry["msgid"] for entry in gathered if entry["fuzzy"] or not all(entry["msgstr"].values())]
    return missing, [entry["msgid"] for entry in gathered if "\\u" in entry["msgid"]]


if __name__ == "__main__":
    sys.exit(main())
