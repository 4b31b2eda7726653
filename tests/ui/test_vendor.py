"""What comes from others is what we say it is."""

import gzip
import hashlib
import json
import re
from pathlib import Path

from django.conf import settings

from portal.ui.bundles import BUNDLES
from portal.ui.icons import NAMES, SPRITE

STATIC = Path(settings.BASE_DIR) / "static"
VENDOR = STATIC / "vendor"
ENTRIES = json.loads((VENDOR / "vendor.json").read_text())


def test_every_vendored_file_has_the_digest_it_is_listed_with():
    for entry in ENTRIES:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]


def test_no_vendored_file_is_unlisted_and_each_has_its_licence_beside_it():
    listed = {VENDOR / entry["file"] for entry in ENTRIES}
    present = {path for path in VENDOR.rglob("*") if path.is_file() and path.name not in ("LICENSE", "vendor.json")}
    assert present == listed
    assert all(
        (path.parent / "LICENSE").exists() and entry["licence"] for path, entry in zip(listed, ENTRIES, strict=True)
    )


def test_the_sprite_holds_exactly_the_icons_of_the_list():
    assert set(re.findall(r'<symbol id="([^"]+)"', (STATIC / SPRITE).read_text())) == NAMES


def test_our_own_style_sheets_stay_small():
    """What every page loads, as it travels; a page's own sheet comes on top."""
    text = b"".join((STATIC / path).read_bytes() for path in BUNDLES["css/portal.css"])
    assert 0 < len(gzip.compress(text)) < 11_000
