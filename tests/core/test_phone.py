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


@pytest.mark.parametrize(
    "text",
    [
        "06\u202f12\u202f34\u202f56\u202f78",
        "\u202a0612345678\u202c",
        "tel:+33612345678",
        "06\u201112\u201134\u201156\u201178",
    ],
)
def test_a_number_is_read_as_systems_write_and_copy_it(text):
    assert phone.parse(text, mobile=True) == "+33612345678"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0694 12 34 56", "+594694123456"),
        ("0696 12 34 56", "+596696123456"),
        ("0262 12 34 56", "+262262123456"),
        ("+33 692 12 34 56", "+262692123456"),
    ],
)
def test_a_number_from_overseas_is_known_in_its_national_writing(settings, text, kept):
    assert phone.parse(text) == kept
    assert text.removeprefix("+33 ").removeprefix("0").replace(" ", "") in "".join(phone.writings(kept))


def test_a_mobile_from_overseas_gets_sms_where_its_country_is_served(settings):
    with pytest.raises(phone.PhoneError, match="ne partent pas vers ce pays"):
        phone.parse("0692 12 34 56", mobile=True)
    settings.SMS_COUNTRIES = ["FR", "RE"]
    assert phone.parse("0692 12 34 56", mobile=True) == "+262692123456"
