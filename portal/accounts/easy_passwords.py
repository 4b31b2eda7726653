"""What people type when they are asked for a longer password: the same again, keys in a row, digits around a word.

Such a password has the length and not the surprise: whoever guesses tries these before anything else. A password of two
different words is none of them.
"""

import re
from collections.abc import Iterable

from portal.core.values.text import normalise

# As fingers and memories go: keyboards row by row (French, English, German) and column by column, the alphabet, digits.
LINES = (
    *("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm"),
    *("1aqw2zsx3edc4rfv5tgb6yhn", "1qaz2wsx3edc4rfv5tgb6yhn", "abcdefghijklmnopqrstuvwxyz", "01234567890"),
)
NO_WORD = 4  # letters fewer than these left beside known words are no other word
RUN = 4  # letters of a row that make a run: shorter ones stand in words (« ert », « rst »)
RUNS = frozenset(line[at : at + RUN] for row in LINES for line in (row, row[::-1]) for at in range(len(line) - RUN + 1))
LOOKED_AT = 256  # signs: what repeats is looked for, which takes the square of the length
SAME_AGAIN = re.compile(r"(.)\1{2,}")
WORD = re.compile(r"[^\W\d_]+")
REPEATED = re.compile(r"(.+?)\1+")
IN_DISGUISE = str.maketrans("01345@$", "oieasas")
DISGUISED = re.compile(r"(?<=[^\W\d_])[01345@$](?=[^\W\d_])")


def is_run(password: str) -> bool:
    """Whether it is keys or letters in a row and nothing more, digits and signs aside: `azertyqsdf12!`."""
    text = normalise(password[:LOOKED_AT])
    left = _without_runs(text)
    letters = "".join(WORD.findall(text))
    return left != text and not WORD.search(left) or len(letters) >= RUN and not _without_runs(letters).strip()


def is_one_word_again(password: str) -> bool:
    """Whether it is one word or a few signs over and over: `tartinetartine`, `chat-chat-chat-2026`, `a1?a1?a1?a1?`."""
    text = normalise(password[:LOOKED_AT])
    if REPEATED.fullmatch(text.replace(" ", "")) and " " not in text:
        return True
    words = WORD.findall(text)
    return len(set(map(_once, words))) == 1 and (len(words) > 1 or _once(words[0]) != words[0])


def words_of(password: str) -> set[str]:
    """The different words in it, small and without accents, each once and out of its disguise (`p@ssw0rd`); runs, signs
    and digits are none."""
    text = normalise(password[:LOOKED_AT])
    text = DISGUISED.sub(lambda found: found[0].translate(IN_DISGUISE), text)
    return {_once(word) for word in WORD.findall(SAME_AGAIN.sub(" ", _without_runs(text)))}


def holds_little_beside(password: str, known: Iterable[str]) -> bool:
    """Whether it is nothing but the words of `known`, run together or not, in disguise or not, with digits and signs:
    `MartinCamille1985` of Camille Martin."""
    ours = sorted(set().union(*map(words_of, known)), key=len, reverse=True)
    words = words_of(password)
    left = {_without_words(word, ours) for word in words}
    return left != words and len("".join(left)) < NO_WORD


def _without_words(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "") if len(word) > 1 else text
    return text


def _without_runs(text: str) -> str:
    """`text` with a blank for every sign of a run, and for one sign typed three times or more."""
    gone = {at + step for at in range(len(text)) if text[at : at + RUN] in RUNS for step in range(RUN)}
    return SAME_AGAIN.sub(" ", "".join(" " if at in gone else sign for at, sign in enumerate(text)))


def _once(word: str) -> str:
    """`soleilsoleil` is `soleil`."""
    found = REPEATED.fullmatch(word)
    return found[1] if found else word
