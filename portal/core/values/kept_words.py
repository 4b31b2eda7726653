"""Words of ours that a row keeps: kept in French whoever acts, told in the language of whoever reads.

A label is kept as words, not as its code, where the row must still be readable once the label is gone.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext, override

BETWEEN = ", "


def to_keep(words) -> str:
    """`words` of the catalogue as a row keeps them: « pas de réponse »."""
    with override("fr"):
        return str(words)


def to_tell(kept: str) -> str:
    """What was kept, or a list of such words with commas, for the active language; other people's words as they are."""
    told = _told(kept)
    return told if told != kept else BETWEEN.join(map(_told, kept.split(BETWEEN)))


def _told(kept: str) -> str:
    """One label; those kept within a sentence have lost their capital."""
    if not kept:  # for gettext, nothing is the head of the catalogue
        return kept
    told, capital = gettext(kept), capfirst(kept)
    if told == kept != capital and (whole := gettext(capital)) != capital:
        return whole[0].lower() + whole[1:]
    return told
