"""The virtual environment and the system's libraries, with nothing but Python's own library."""

import ctypes
import fcntl
import hashlib
import os
import shutil
import sys
from contextlib import contextmanager

from scripts.steps import ROOT, call, fail, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


@contextmanager
def one_at_a_time():
    """`make run` and `make test` share one environment: the second waits while the first installs."""
    with (ROOT / ".install.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_venv() -> None:
    """Makes `.venv`, or makes it anew when its Python is gone (a clone that moved, a Python that was removed)."""
    if call(PYTHON, "-c", "import pip", quiet=True):
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if not call(sys.executable, "-c", "import ensurepip", quiet=True):
        _install_venv_module()
    if not call(sys.executable, "-m", "venv", VENV):
        fail("L’environnement virtuel n’a pas pu être créé (voir ci-dessus).")


def _install_venv_module() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not apt_install(package):
        fail(f"Le module venv de Python manque. Installez-le : sudo apt-get install {package}")


def install(lock_name: str) -> None:
    """Installs a lock file, once: its digest is kept beside. The development lock holds the product's, pin for pin."""
    lock = ROOT / lock_name
    stamp = VENV / f".{lock.stem}.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        say("      déjà à jour")
        return
    say("      téléchargement et installation : une à deux minutes la première fois")
    command = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
    if not call(*command, "--require-hashes", "-r", lock):
        fail("L’installation des bibliothèques a échoué (voir ci-dessus). Vérifiez le réseau, puis recommencez.")
    stamp.write_text(digest)


def pango_present() -> bool:
    """Whether PDFs can be printed. Elsewhere than on Linux the libraries have other names: the portal will tell."""
    if sys.platform != "linux":
        return True
    try:
        for name in PANGO:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def ensure_pango() -> None:
    """Installs what prints PDFs where that may be done, else says how; the portal starts all the same."""
    if pango_present():
        say("      Pango est là")
    elif not apt_install(*PANGO_PACKAGES):
        say("      ⚠ Pango manque : le portail démarre, mais ne pourra pas préparer de PDF. Pour l’installer :")
        say(f"        sudo apt-get install --no-install-recommends {' '.join(PANGO_PACKAGES)}")


# The first is the quickest: the same pages in half of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def chromium() -> str:
    """Return the path of the browser that tests and screenshots drive, or an empty string."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def ensure_chromium() -> None:
    """Install the quick browser where that may be done, else any; say so where there is none at all."""
    quick, usual, _elsewhere = BROWSERS
    if not (shutil.which(quick) or apt_install(quick) or chromium() or apt_install(usual)):
        say(f"      ⚠ Chromium manque : sudo apt-get install {quick}")


def apt_install(*packages: str) -> bool:
    """Installs Debian packages when this user may; tells whether they are there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"      installation de {' '.join(packages)} par apt")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    if call(*command, quiet=True, env=quiet):
        return True
    return call("apt-get", "update", "-qq", quiet=True, env=quiet) and call(*command, quiet=True, env=quiet)
