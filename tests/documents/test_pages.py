"""Pages of a PDF as pictures: drawn apart, within limits, for whoever may read the PDF."""

import io
import os
import time

import pytest
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from portal.documents import files, kept_pages, pages, pages_apart, serving
from portal.documents.kept_pages import Outline
from tests.factories.pages import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path


def stored(content: bytes, **more):
    return files.store(content, name="contrat.pdf", kind="contract", **more)


def asked(file, query: str = "", **headers):
    return serving.serve_to_read(RequestFactory().get(f"/x/{query}", headers=headers), file, inline=True)


def test_each_page_is_a_picture_of_a_known_size():
    file = stored(pdf_of(3))
    outline = pages.outline_of(file)
    assert outline.count == 3
    picture = Image.open(io.BytesIO(pages.picture_of(file, 3)))
    assert (picture.format, picture.size) == ("WEBP", outline.sizes[2])
    assert picture.width == pytest.approx(pages_apart.WIDTH, abs=1)


def test_pages_are_drawn_once(monkeypatch):
    file = stored(pdf_of(2))
    first = pages.outline_of(file)
    monkeypatch.setattr(pages_apart, "draw", None)
    assert pages.outline_of(file) == first


def test_pictures_a_day_old_are_drawn_again(monkeypatch):
    file, drawn = stored(pdf_of(1)), []
    pages.outline_of(file)
    folder = kept_pages._folder(file.sha256)
    yesterday = time.time() - kept_pages.KEPT_SECONDS - 60
    os.utime(folder / kept_pages.OUTLINE, (yesterday, yesterday))
    draw = pages_apart.draw
    monkeypatch.setattr(pages_apart, "draw", lambda pdf: drawn.append(pdf) or draw(pdf))
    assert pages.outline_of(file).count == 1
    assert len(drawn) == 1


def test_the_oldest_pictures_go_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST_KEPT", 2)
    for count in (1, 2, 3, 4):
        pages.outline_of(stored(pdf_of(count)))
    assert len(list(kept_pages._root().iterdir())) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nnothing of a PDF\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    ],
    ids=["no table", "nothing in the table"],
)
def test_what_cannot_be_drawn_has_no_pages(content):
    file = stored(content)
    assert pages.outline_of(file) == Outline()
    assert pages.picture_of(file, 1) is None


def test_a_pdf_that_is_cut_short_costs_no_process(monkeypatch):
    monkeypatch.setattr(pages_apart.subprocess, "run", None)
    assert pages_apart.draw(pdf_of(1)[:-40]) is None
    assert pages_apart.draw(b"") is None


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pages_apart, "SECONDS", 0.001)
    assert pages_apart.draw(pdf_of(1)) is None


def test_too_many_at_once_are_not_drawn_and_not_remembered_as_such(monkeypatch):
    file = stored(pdf_of(1))
    monkeypatch.setattr(pages_apart, "PATIENCE_SECONDS", 0.01)
    for _place in range(pages_apart.AT_ONCE):
        assert pages_apart._places.acquire(blocking=False)
    try:
        assert pages.outline_of(file) == Outline()
    finally:
        for _place in range(pages_apart.AT_ONCE):
            pages_apart._places.release()
    assert pages.outline_of(file).count == 1


@pytest.mark.parametrize("size", [(14_400, 14_400), (20, 14_400), (14_400, 20)])
def test_no_page_is_larger_than_the_limits(size):
    (width, height), *_others = pages.outline_of(stored(pdf_of(1, size))).sizes
    assert width <= pages_apart.WIDTH + 1
    assert height <= pages_apart.HIGHEST + 1


def test_of_a_long_document_the_first_pages_are_drawn():
    outline = pages.outline_of(stored(pdf_of(pages_apart.MOST_PAGES + 5, (100, 20))))
    assert outline.count == pages_apart.MOST_PAGES + 5
    assert len(outline.sizes) == pages_apart.MOST_PAGES


def test_a_page_is_kept_by_nobody_without_asking_again():
    file = stored(pdf_of(2))
    answer = asked(file, "?page=2")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = asked(file, "?page=2", if_none_match=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "", "²", "1" * 400])
def test_a_page_that_is_not_there_is_not_found(page):
    with pytest.raises(Http404):
        asked(stored(pdf_of(2)), f"?page={page}")


def test_without_a_page_the_pdf_itself_is_served():
    content = pdf_of(1)
    assert asked(stored(content)).content == content


def test_an_erased_document_leaves_no_picture():
    kept, gone = stored(pdf_of(1)), stored(pdf_of(2), sealed=True)
    for file in (kept, gone):
        pages.outline_of(file)
    files.erase(gone)
    assert not kept_pages._folder(gone.sha256).exists()
    assert kept_pages._folder(kept.sha256).exists()
