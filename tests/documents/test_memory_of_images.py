"""An image costs 150 MB of memory at most, measured in a process of its own, and one is opened at a time."""

import io
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from portal.documents import detection, pictures

ROOT = Path(__file__).parents[2]
MEASURE = """
import io, json, sys, threading
from portal.documents import pictures
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

def upload():
    try:
        pictures.format_of(content)
        pictures.square(io.BytesIO(content), 512)
        said.append("taken")
    except pictures.PictureError as error:
        said.append(type(error).__name__)

content, said = open(sys.argv[1], "rb").read(), []
before = peak()
threads = [threading.Thread(target=upload) for _ in range(int(sys.argv[2]))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps({"said": sorted(set(said)), "megabytes": (peak() - before) / 1024}))
"""
# Decodes as Pillow does when nobody limits it.
UNLIMITED = MEASURE.replace(
    "pictures.square(io.BytesIO(content), 512)",
    "ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert('RGBA')",
)


def picture(kind: str, size: tuple[int, int], mode: str = "RGBA", **options) -> bytes:
    out = io.BytesIO()
    fast = {"compress_level": 1} if kind == "PNG" else {}
    Image.new(mode, size).save(out, kind, **fast | options)
    return out.getvalue()


def measured(content: bytes, folder: Path, *, program: str = MEASURE, at_once: int = 1) -> dict:
    path = folder / "picture"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(at_once)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("kind", "size", "mode", "options", "said"),
    [
        ("PNG", (7900, 5000), "RGBA", {}, "TooManyPixels"),
        ("PNG", (6000, 4100), "RGBA", {}, "taken"),
        ("WEBP", (2500, 2500), "RGBA", {}, "taken"),
        ("JPEG", (7200, 5400), "RGB", {}, "taken"),
        ("JPEG", (4600, 3500), "RGB", {"progressive": True, "subsampling": 0}, "taken"),
    ],
)
def test_image_costs_150_megabytes_at_most(tmp_path, kind, size, mode, options, said):
    found = measured(picture(kind, size, mode, **options), tmp_path)
    assert found["said"] == [said]
    assert found["megabytes"] < 150


def test_images_sent_together_cost_what_one_does(tmp_path):
    found = measured(picture("PNG", (6000, 4100)), tmp_path, at_once=3)
    assert found["said"] == ["taken"]
    assert found["megabytes"] < 150


def test_without_limits_the_same_image_costs_more(tmp_path):
    assert measured(picture("PNG", (7900, 5000)), tmp_path, program=UNLIMITED)["megabytes"] > 300


def test_too_many_pixels_are_refused_before_decoding(monkeypatch):
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda image: pytest.fail("decoded"))
    with pytest.raises(pictures.TooManyPixels):
        pictures.within(io.BytesIO(picture("PNG", (7900, 5000))), 1600)


def test_webp_header_alone_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr("PIL.WebPImagePlugin.WebPImageFile._open", lambda image: pytest.fail("opened"))
    content = bytearray(picture("WEBP", (64, 64), "RGBA", lossless=True))
    content[21:25] = (16383 | 16383 << 14).to_bytes(4, "little")
    with pytest.raises(detection.RefusedFile, match="trop grande"):
        detection.detect(bytes(content), "photo.webp")


def test_images_of_two_threads_are_opened_one_after_the_other(monkeypatch):
    inside, most = [], []
    load = pictures._reduced

    def slow(image, ratio):
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.02)
        inside.pop()
        return load(image, ratio)

    monkeypatch.setattr(pictures, "_reduced", slow)
    small = picture("PNG", (64, 64))
    threads = [threading.Thread(target=pictures.square, args=(io.BytesIO(small), 8)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (5, 1)


def test_nothing_else_opens_an_image():
    """Every upload goes through `portal.documents.pictures`; what the demo draws is its own."""
    allowed = {
        "portal/documents/pictures.py",
        "portal/documents/marking.py",  # draws over what `pictures` opened
        "portal/core/plumbing/lazily.py",
        "portal/news/demo.py",
        "catalog/demo/office_files.py",
        "crm/review/demo.py",
        "subscriptions/shop/demo.py",
    }
    apps = ("portal", "catalog", "crm", "contracts", "presales", "subscriptions")
    sources = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    opening = {
        path.relative_to(ROOT).as_posix()
        for path in sources
        if re.search(r"Image\.open|from PIL import .*\bImage\b|PIL\.Image\b|ImageField\(", path.read_text())
    }
    assert opening <= allowed | {"portal/accounts/models.py"}
