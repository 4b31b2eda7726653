"""What no printed font can draw is known before anything is frozen."""

import pytest

from portal.documents.lettering import missing


@pytest.mark.parametrize(
    "text", ["Hélène Lefèvre-Œuvrard", "Wałęsa", "Nguyễn Thị Hữu", "Șerban", "Đorđević", "O’Brien", "25\u202f%"]
)
def test_names_of_latin_letters_are_printed(text):
    assert missing(text) == ""


@pytest.mark.parametrize(("text", "signs"), [("王伟", "王伟"), ("Иван Иван", "Иван"), ("Zoé 😀", "😀")])
def test_other_signs_are_named_once(text, signs):
    assert missing(text) == signs
