"""`make run`: from a fresh clone to a portal that answers."""

import os
import sys

from scripts import environment, running
from scripts.steps import ROOT, Steps, call, fail, say


def main() -> None:
    port = _port()
    if where := running.portal_of_this_clone():
        fail(f"Le portail de ce dossier tourne déjà : {where}. Ouvrez cette adresse, ou arrêtez-le d’abord (Ctrl+C).")
    if running.is_taken(port):
        holder = running.holder_of(port)
        told = f" ({holder})" if holder else ""
        fail(f"Le port {port} est déjà pris{told}. Choisissez-en un autre : make run PORT={port + 1}")
    steps = Steps(4)
    with environment.one_at_a_time():
        with steps("Environnement Python (.venv)"):
            environment.ensure_venv()
        with steps("Bibliothèques Python, versions et empreintes vérifiées"):
            environment.install("requirements.txt")
        with steps("Bibliothèques du système, pour les PDF"):
            environment.ensure_pango()
    with steps("Base de données et comptes de démonstration"):
        if not call(environment.PYTHON, "-m", "scripts.prepare"):
            fail("La préparation de la base a échoué (voir ci-dessus).")
    say()
    say(f"Le portail s’ouvre sur http://127.0.0.1:{port}/ — Ctrl+C pour l’arrêter.")
    say("Les contrats de démonstration se remplissent derrière : chaque page dit où ils en sont.")
    say()
    os.chdir(ROOT)
    command = [str(environment.PYTHON), "-m", "gunicorn", "--config", "portal/server.py", "portal.wsgi"]
    os.execv(command[0], command)  # noqa: S606 - becomes the server, so that Ctrl+C and signals reach it


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        fail(f"PORT={text} n’est pas un numéro de port.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
