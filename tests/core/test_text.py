"""What a search reads: letters as a keyboard without them has them."""

import pytest

from portal.core.values.text import normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("l'hopital", "L’Hôpital"),
        ("l’hôpital", "L'HOPITAL"),
        ("o‘brien", "Oʼbrien"),
        ("walesa", "Wałęsa"),
        ("sorensen", "Sørensen"),
        ("djokovic", "Đjoković"),
        ("strasse", "Straße"),
        ("saint-just", "Saint‐Just"),
        ("saint–just", "Saint‑Just"),
        ("\u202a0639981234\u202c", "0639981234"),
        ("coeur", "Cœur"),
    ],
)
def test_two_writings_are_one_word(typed, kept):
    assert normalise(typed) == normalise(kept)
