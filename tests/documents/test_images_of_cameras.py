"""Images as cameras and scanners make them."""

import io

import pytest
from PIL import Image

from portal.documents import detection, pictures
from portal.documents.detection import RefusedFile, detect


def test_a_jpeg_with_a_second_image_inside_is_a_jpeg():
    out = io.BytesIO()
    first, second = Image.new("RGB", (64, 48), "navy"), Image.new("RGB", (32, 24), "white")
    first.save(out, "MPO", save_all=True, append_images=[second])
    content = out.getvalue()
    with Image.open(io.BytesIO(content)) as read:
        assert read.format == "MPO"
    found = detect(content, "DSC_0001.JPG")
    assert (found.content_type, found.name) == (detection.JPEG, "DSC_0001.jpg")
    assert pictures.square(io.BytesIO(content), 16).getpixel((8, 8))[2] > 100


@pytest.mark.parametrize(("grey", "shown"), [(0, 0), (32768, 128), (65535, 255)])
def test_sixteen_bits_of_grey_become_eight(grey, shown):
    out = io.BytesIO()
    Image.new("I;16", (20, 20), grey).save(out, "PNG")
    assert pictures.square(out, 10).getpixel((5, 5)) == (shown,) * 3


def test_a_photo_cut_short_stays_damaged():
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (32, 24))])
    with pytest.raises(RefusedFile):
        detect(out.getvalue()[:40], "DSC_0001.JPG")
