"""One address has one writing that is kept and one that is sent, whoever typed it and however."""

import pytest

from portal.core.values import emails


@pytest.mark.parametrize(
    ("typed", "kept", "sent"),
    [
        ("paul@straße.de", "paul@straße.de", "paul@xn--strae-oqa.de"),
        ("paul@Société.FR", "paul@société.fr", "paul@xn--socit-esab.fr"),
        ("paul@xn--socit-esab.fr", "paul@société.fr", "paul@xn--socit-esab.fr"),
        ("Paul.D@EXEMPLE.fr", "Paul.D@exemple.fr", "Paul.D@exemple.fr"),
        ("mailto:paul@exemple.fr", "paul@exemple.fr", "paul@exemple.fr"),
        ("paul@exemple.fr\u202c", "paul@exemple.fr", "paul@exemple.fr"),
        ("paul@exem\u00adple.fr", "paul@exemple.fr", "paul@exemple.fr"),
    ],
)
def test_an_address_has_one_writing_to_keep_and_one_to_send(typed, kept, sent):
    assert (emails.kept(typed), emails.for_sending(typed)) == (kept, sent)
    assert emails.EmailFormField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["paul@😀.fr", "paul@é..fr", "paul@-é.fr", f"paul@{'é' * 70}.fr", f"{'a' * 250}@é.fr", "paul"]
)
def test_what_nobody_can_own_is_refused_at_the_field(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        emails.EmailFormField().clean(typed)


def test_both_writings_are_the_same_address():
    assert emails.same("X@société.fr", "x@xn--socit-esab.fr")
    assert not emails.same("x@strasse.de", "x@straße.de")
    assert not emails.same("", "")
