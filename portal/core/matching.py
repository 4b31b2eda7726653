"""What a search finds: every word typed, in any case and accents, numbers in any writing.

The column searched holds `searchable(…)`: text of `portal.core.values.text.normalise` behind one blank, so that a blank
before a word means the beginning of a word. Short words match there only: they can then use the trigram index,
and it is what people mean by `du` or `06`.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import CharField, Lookup, Q, QuerySet, TextField

from portal.core.values.text import digits, normalise

LONGEST_SEARCH = 100
MOST_WORDS = 8
SHORT = 3
NUMERIC = re.compile(r"\+?[\d().\-/]*\d[\d().\-/]*", re.ASCII)


def searchable(*parts: object) -> str:
    """What a `search_text` column keeps of some values; empty values vanish."""
    return f" {normalise(*parts)}"


@CharField.register_lookup
@TextField.register_lookup
class Like(Lookup):
    """`field__like="% du%"`: a pattern as it is, wildcards and escapes in it."""

    lookup_name = "like"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} {connection.operators['contains'] % right}", (*left_params, *right_params)


@dataclass(frozen=True)
class Words:
    """What was typed in a search: patterns of `LIKE`, and of which of them each part of it consists.

    `form` has a number for each part: one pattern is a word; more are a number, written as one or in these pieces.
    """

    patterns: tuple[str, ...]
    form: tuple[int, ...]

    @classmethod
    def of(cls, typed: str) -> "Words":
        parts = dict.fromkeys(map(_patterns, _parts(typed[:LONGEST_SEARCH])[:MOST_WORDS]))
        return cls(tuple(pattern for part in parts for pattern in part), tuple(map(len, parts)))


class SearchedQuerySet(QuerySet):
    """Rows of a model whose `search_text` is what a search looks through."""

    def matching(self, typed: str):
        """Those that hold every word of `typed`, in any case and accents; nothing typed matches everything.

        What is the whole number of a record finds that record alone, by the index of numbers.
        """
        if whole := self.whole_number(typed):
            return self.filter(**whole)
        words = Words.of(typed)
        return self.holding(words.patterns, words.form)

    def holding(self, patterns: tuple[str, ...], form: tuple[int, ...]):
        """Those that hold the `Words` of these patterns and this form."""
        found, rest = Q(), iter(patterns)
        for length in form:
            first, *pieces = (Q(search_text__like=next(rest)) for _ in range(length))
            found &= first | reduce(and_, pieces) if pieces else first
        return self.filter(found)

    @staticmethod
    def whole_number(typed: str) -> dict:
        """The condition that `typed` is the whole number of a record; empty where it is none."""
        return {}


def _parts(typed: str) -> list[str | list[str]]:
    """The words typed; writings of numbers that stand side by side (`06 12`, `732 829`) are one list."""
    parts: list[str | list[str]] = []
    for word in normalise(typed.replace("\0", " ")).split():
        if not NUMERIC.fullmatch(word):
            parts.append(word)
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _patterns(part: str | list[str]) -> tuple[str, ...]:
    """One number cut in pieces, or several numbers (`+33 (0)6.12`): first as one, then piece by piece."""
    if isinstance(part, str):
        return (_pattern(part),)
    joined = _pattern(digits("".join(part).replace("(0)", "")).removeprefix("00") or part[0])
    pieces = tuple(dict.fromkeys(map(_pattern, part)))
    return pieces if pieces == (joined,) else (joined, *pieces)


def _pattern(word: str) -> str:
    return f"%{connection.ops.prep_for_like_query(word if len(word) >= SHORT else f' {word}')}%"
