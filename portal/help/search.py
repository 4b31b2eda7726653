"""Rank the help's articles by the words of a question: any of them counts, typos and accents are forgiven.

Articles are few, so each is compared in Python, the same on every database. Rare words count more than common ones,
the title more than the text. `le client n’a pas recu son code` finds what to do about a code that did not come.
"""

import re
from functools import lru_cache
from math import log

from django.utils.html import strip_tags
from django.utils.translation import get_language

from portal.core.values.text import normalise

MOST_WORDS = 12
SHOWN = 8
NEAR_ENOUGH = 0.45  # of the best score: what answers half as well is no answer
ALIKE = 0.5  # trigrams in common, from which two words are one with a typo
SHORTEST_STEM = 4
TITLE, KEYWORDS, SUMMARY, BODY = 5, 4, 3, 1
EXACT, BEGINNING, TYPO = 1.0, 0.8, 0.7
# Words of every question, which tell nothing; in French and in English.
EMPTY = frozenset(
    """a ai au aux avec ce ces cette comment d dans de des du elle en est et faire il ils j je l la le les leur ma mais
    me mes mon n ne non nous on ou où par pas peut peux pour pourquoi qu quand que quel quelle qui quoi s sa se ses son
    sont suis sur ta te tes ton tu un une veut veux vos votre vous y ya plus tout an and are can do does for have how i
    in is it my not of on or our the there this to what when where why with you your""".split()
)
WORD = re.compile(r"[a-z0-9]+")


def rank(articles: list, typed: str) -> list:
    """Return the articles that answer `typed`, the best first; none when no word of it is known."""
    words = question_words(typed)
    texts = [_words_of(article, get_language() or "") for article in articles]
    scores = [0.0] * len(articles)
    for word in words:
        found = [_strength(word, text) for text in texts]
        known = sum(1 for strength in found if strength)
        if known:
            weight = log(1 + len(articles) / known)
            scores = [score + strength * weight for score, strength in zip(scores, found, strict=True)]
    best = max(scores, default=0)
    order = sorted(range(len(articles)), key=lambda number: -scores[number])
    return [articles[number] for number in order if scores[number] and scores[number] >= best * NEAR_ENOUGH][:SHOWN]


def question_words(typed: str) -> list[str]:
    """Return the words of a question that tell something; all of them when none does."""
    words = list(dict.fromkeys(WORD.findall(normalise(typed))))[:MOST_WORDS]
    return [word for word in words if word not in EMPTY] or words


@lru_cache(maxsize=512)
def _words_of(article, _language: str) -> dict[str, int]:
    """Return each word of an article with the weight of the best place it stands in."""
    found: dict[str, int] = {}
    places = (
        (BODY, strip_tags(article.body())),
        (SUMMARY, article.summary),
        (KEYWORDS, article.keywords),
        (TITLE, article.title),
    )
    for weight, text in places:
        for word in WORD.findall(normalise(text)):
            found[word] = weight
    return {word: weight for word, weight in found.items() if word not in EMPTY}


def _strength(word: str, text: dict[str, int]) -> float:
    """Return how strongly a word stands in an article: 0 when it does not, nor anything like it."""
    if word in text:
        return text[word] * EXACT
    best = 0.0
    for other, weight in text.items():
        if weight * BEGINNING > best and (likeness := _likeness(word, other)):
            best = max(best, weight * likeness)
    return best


def _likeness(word: str, other: str) -> float:
    """Return how alike two words are: one begins with the other, or they share their letters but for a typo."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= SHORTEST_STEM and (longer.startswith(shorter) or _same_stem(shorter, longer)):
        return BEGINNING
    if len(shorter) < SHORTEST_STEM or len(longer) - len(shorter) > 2:
        return 0.0
    if _one_typo(shorter, longer):
        return TYPO
    mine, theirs = _trigrams(word), _trigrams(other)
    shared = len(mine & theirs) / len(mine | theirs)
    return shared * TYPO if shared >= ALIKE else 0.0


def _same_stem(shorter: str, longer: str) -> bool:
    """Tell words of one family: `rattacher` and `rattachement`."""
    stem = max(SHORTEST_STEM + 1, len(shorter) - 2)
    return len(shorter) > SHORTEST_STEM and shorter[:stem] == longer[:stem]


def _one_typo(shorter: str, longer: str) -> bool:
    """Tell whether one letter was left out, added or changed, or two neighbours swapped."""
    start = next((n for n, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    rest, other = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest == other[1:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == other[1:] or swapped == other


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
