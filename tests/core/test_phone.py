"""Numbers are taken in any French writing, and nothing that was typed is dropped in silence."""

import pytest

from portal.core.values import phone


@pytest.mark.parametrize(
    "text",
    ["06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33 6 12 34 56 78", "+33 (0)6 12345678"],
)
def test_a_mobile_is_read_in_any_writing(text):
    assert phone.parse(text, mobile=True) == "+33612345678"


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78x", "06 12 34 56 7O8", "tél 06 12 34 56 78", "06 12 34 56 78 #5", "06 12 34 56 78;9"]
)
def test_a_letter_or_an_extension_is_refused(text):
    with pytest.raises(phone.PhoneError, match="pas reconnu"):
        phone.parse(text)
