"""Brings in the few files of others that the pages use: the fonts, and the icons named in `portal/ui/icons.py`.

Run by `make vendor` where npm is installed; the result is committed, so that running the portal needs Python alone.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
sys.path.insert(0, str(ROOT))

from portal.ui.icons import NAMES  # noqa: E402

INTER = ("@fontsource-variable/inter", "5.3.0")
TABLER = ("@tabler/icons", "3.51.0")
# The fonts of printed documents: the same page on each machine, whatever fonts it has.
PRINTED = {
    ("@fontsource/source-serif-4", "5.3.1"): (
        "latin-400-normal",
        "latin-400-italic",
        "latin-600-normal",
        "latin-ext-400-normal",
        "latin-ext-600-normal",
        "vietnamese-400-normal",
        "vietnamese-600-normal",
    ),
    ("@fontsource/source-sans-3", "5.3.1"): (
        "latin-400-normal",
        "latin-600-normal",
        "latin-ext-400-normal",
        "latin-ext-600-normal",
        "vietnamese-400-normal",
        "vietnamese-600-normal",
    ),
}


def unpack(package: tuple[str, str], into: Path) -> Path:
    """The unpacked folder of an npm package at an exact version."""
    name, version = package
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"], cwd=into, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    folder = into / name.replace("/", "-")
    with tarfile.open(into / packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def symbol(name: str, svg: str) -> str:
    """One `<symbol>` of the sprite: the drawing without its frame, its colour left to the page."""
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    drawing = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", drawing)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(line.strip() for line in drawing.splitlines())}</symbol>'


def vendor_font(source: Path) -> list[Path]:
    folder = fresh(VENDOR / f"inter-{INTER[1]}")
    font = folder / "inter-latin-wght.woff2"
    shutil.copy(source / "files" / "inter-latin-wght-normal.woff2", font)
    shutil.copy(source / "LICENSE", folder / "LICENSE")
    return [font]


def vendor_printed(package: tuple[str, str], source: Path) -> list[Path]:
    name = package[0].rsplit("/", 1)[-1]
    folder = fresh(VENDOR / f"{name}-{package[1]}")
    shutil.copy(source / "LICENSE", folder / "LICENSE")
    return [
        Path(shutil.copy(source / "files" / f"{name}-{face}.woff2", folder / f"{face}.woff2"))
        for face in PRINTED[package]
    ]


def vendor_icons(source: Path) -> list[Path]:
    folder = fresh(VENDOR / f"tabler-icons-{TABLER[1]}")
    drawings = (symbol(name, (source / "icons" / "outline" / f"{name}.svg").read_text()) for name in sorted(NAMES))
    sprite = folder / "sprite.svg"
    sprite.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(drawings) + "\n</svg>\n")
    shutil.copy(source / "LICENSE", folder / "LICENSE")
    return [sprite]


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def entry(package: tuple[str, str], licence: str, file: Path) -> dict:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    path = file.relative_to(VENDOR).as_posix()
    return {"name": package[0], "version": package[1], "file": path, "sha256": digest, "licence": licence}


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        into = Path(temporary)
        entries = [entry(INTER, "OFL-1.1", file) for file in vendor_font(unpack(INTER, into))]
        entries += [entry(TABLER, "MIT", file) for file in vendor_icons(unpack(TABLER, into))]
        for package in PRINTED:
            entries += [entry(package, "OFL-1.1", file) for file in vendor_printed(package, unpack(package, into))]
    (VENDOR / "vendor.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
