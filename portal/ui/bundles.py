"""One style sheet and one script per layout, put together from the files that people write.

`BundleFinder` is one of Django's finders of static files: a bundle is found like any other file, so that serving,
`collectstatic` and hashed names know nothing of it. It is written to `VAR_DIR` and again when one of its files changed.
Scripts stand in a block each, which keeps their names apart: a file that imports or exports cannot be in one.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PRINT = "css/print.css"
LAYOUTS = "tokens base layout layout-public".split()
COMPONENTS = "buttons cards status data table inputs forms dialog pdf".split()
APP = "navigation tabs records search palette details sales suggest bell drop listing peek".split()
SCRIPTS = "profile drawer theme dialog forms fields search palette copy countdown announce undo keys bell back".split()
BUNDLES: dict[str, tuple[str, ...]] = {
    "css/portal.css": (
        *(f"css/{name}.css" for name in LAYOUTS),
        *(f"css/components/{name}.css" for name in COMPONENTS),
        PRINT,
    ),
    "css/app.css": tuple(f"css/components/{name}.css" for name in APP),
    "js/portal.js": tuple(f"js/{name}.js" for name in SCRIPTS),
    "js/entrance.js": tuple(f"js/accounts/{name}.js" for name in "password passkey demo".split()),
    "js/list.js": tuple(f"js/{name}.js" for name in "drops listing cell tabs totals peek peek-width".split()),
}


def written(name: str) -> Path:
    """Return the file of a bundle, rebuilt when one of its sources is newer."""
    path = Path(settings.VAR_DIR) / "bundles" / name
    sources = [Path(settings.BASE_DIR) / "static" / source for source in BUNDLES[name]]
    newest = max(source.stat().st_mtime_ns for source in (*sources, Path(__file__)))
    if not path.exists() or path.stat().st_mtime_ns < newest:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text("".join(map(_piece, sources)), encoding="utf-8")
        part.replace(path)
    return path


def _piece(source: Path) -> str:
    text = source.read_text(encoding="utf-8").strip()
    if source.suffix == ".js":
        return f"{{\n{text}\n}}\n"
    return f"@media print {{\n{text}\n}}\n" if source.match(PRINT) else f"{text}\n"


class BundleFinder(BaseFinder):
    """The bundles, as static files."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        """Return the file of a bundle; nothing for any other path."""
        found = str(written(path)) if path in BUNDLES else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns):
        """Yield each bundle with the storage that holds it."""
        for name in BUNDLES:
            written(name)
            yield name, FileSystemStorage(location=Path(settings.VAR_DIR) / "bundles")
