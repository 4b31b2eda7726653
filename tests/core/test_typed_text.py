"""What is pasted is kept as it is read: no sign that nobody sees, one writing of each letter."""

import pytest
from django import forms

from portal.core.values.typed_text import one_line, several_lines


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lyon\u202etxt.gpj", "Lyontxt.gpj"),
        ("12 rue \u0007Haute", "12 rue Haute"),
        ("Ngu\u031b\u0303", "Ngữ"),
        ("Saint\u2011Just", "Saint-Just"),
        ("Saint\u2010Just", "Saint-Just"),
        ("Saint\x1eJust", "Saint-Just"),
        ("Jean\u202fPaul", "Jean Paul"),
        ("Jean\u2009Paul", "Jean Paul"),
        ("Du\u200bpont\ufeff", "Dupont"),
        ("Du\u00adpont", "Dupont"),
        ("\u200e69002", "69002"),
        ("Dupont\u3164", "Dupont"),
        ("Dupont\ufffe\ue000", "Dupont"),
        ("12 rue Haute\u2028Lyon", "12 rue Haute Lyon"),
        ("O‘Brien", "O’Brien"),
        ("l´Hôpital", "l’Hôpital"),
        ("O'Brien", "O'Brien"),
        ("5′ de marche", "5′ de marche"),
    ],
)
def test_a_name_is_kept_as_it_is_read(typed, kept):
    assert one_line(typed) == kept


def test_french_typography_and_pictures_stay():
    for text in ("Bravo\u00a0!", "«\u00a0oui\u00a0»", "25\u202f%", "Fête 👨\u200d👩\u200d👧", "❤️\u200d🔥"):
        assert one_line(text) == several_lines(text) == text


def test_lines_stay_lines_where_there_are_several():
    assert several_lines("un\r\ndeux\u2028trois\x0bquatre\tcinq\u202e") == "un\r\ndeux\ntrois\nquatre\tcinq"


class Typed(forms.Form):
    name = forms.CharField(max_length=6)
    note = forms.CharField(required=False, widget=forms.Textarea)
    password = forms.CharField(required=False, widget=forms.PasswordInput, strip=False)


def test_every_form_reads_its_text_so_and_no_password():
    form = Typed({"name": "\u202aDupont\u202c", "note": "un\ndeux\u200b", "password": "a\u200bb"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Dupont", "note": "un\ndeux", "password": "a\u200bb"}
    assert "Dupont" in str(form["name"])
    assert "\u202a" not in str(form["name"])
