"""What docstrings call `S6` is a row of `docs/domain.md`."""

import ast
import re
from pathlib import Path

from tests.structure.files import text_of, written_by_us

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def test_every_capability_named_in_a_docstring_is_described():
    described = set(re.findall(r"^\| ([SPDFW]\d+) \|", text_of(Path("docs/domain.md")), re.MULTILINE))
    named = {}
    for path in written_by_us(".py"):
        nodes = (node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, DOCUMENTED))
        words = " ".join(ast.get_docstring(node) or "" for node in nodes)
        named |= {each: str(path) for each in re.findall(r"\b[SPDFW]\d{1,2}\b", words)}
    assert len(named) > 20
    assert {each: path for each, path in named.items() if each not in described} == {}
