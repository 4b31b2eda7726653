"""Proof file of a signed contract: one ZIP to check it without the portal."""

import hashlib
import io
import json
import zipfile
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from contracts.evidence.story import story_of
from contracts.sales.models import Contract
from portal.core.values import dates
from portal.documents import files

EVENTS, DIGESTS, README = "evenements.json", "empreintes.sha256", "LISEZ-MOI.txt"
READABLE_BY_ALL = 0o644 << 16
UNIX = 3


def archive_of(contract: Contract, *, reader) -> bytes:
    """Return the ZIP, in French; the same state gives the same bytes. `reader` limits it to what they may read.

    Raises as `files.read` does: a sealed file that changed is not handed out.
    """
    sealed = files.read(contract.signed_document)
    with translation.override("fr"):
        story = story_of(contract, reader)
        parts = {
            contract.signed_document.name: sealed,
            EVENTS: json.dumps(story, ensure_ascii=False, indent=2).encode() + b"\n",
            README: _readme(contract, story).encode(),
        }
    parts[DIGESTS] = _digests(parts)
    return _zipped(parts, contract.signed_at)


def _readme(contract: Contract, story: dict) -> str:
    context = {
        "contract": contract,
        "seller": settings.SELLER,
        "signed_at": dates.at_time(contract.signed_at),
        "sealed_at": dates.at_time(contract.signed_document.sealed_at),
        "story": story,
        "anchored_on": dates.long_date(date.fromisoformat(story["ancrage"]["jour"])) if story["ancrage"] else "",
        "verification_url": f"{settings.PUBLIC_BASE_URL}/verifier/",
    }
    return render_to_string("contracts/evidence/readme.txt", context)


def _digests(parts: dict[str, bytes]) -> bytes:
    """Return the lines that `sha256sum --check` reads."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts.items()).encode()


def _zipped(parts: dict[str, bytes], moment) -> bytes:
    """Store the files uncompressed with one fixed date, so that the bytes are reproducible."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, moment.astimezone(dates.PARIS).timetuple()[:6])
            entry.create_system, entry.external_attr = UNIX, READABLE_BY_ALL
            archive.writestr(entry, content)
    return out.getvalue()
