"""What a row keeps in French is told in the reader's language."""

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.values.kept_words import to_keep, to_tell


def test_words_are_kept_in_french_whoever_acts():
    with override("en"):
        assert to_keep(_("Pas de réponse")) == "Pas de réponse"


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("Pas de réponse", "No answer"),
        ("pas de réponse", "no answer"),  # within a sentence, labels lose their capital
        ("nom, référence", "name, reference"),
        ("Joint, le client confirme", "Reached, client confirms"),  # a comma of its own
        ("joint, le client confirme", "reached, client confirms"),
        ("Camille Perrin, Lyon", "Camille Perrin, Lyon"),
        ("CAMILLE", "CAMILLE"),
        ("", ""),
    ],
)
def test_an_english_reader_has_them_in_english(kept, told):
    with override("en"):
        assert to_tell(kept) == told
    assert to_tell(kept) == kept
