"""A key written twice in one mapping loses its first value without a word."""

import ast

from tests.structure.files import text_of, written_by_us


def _written_twice(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = [ast.dump(key) for key in node.keys if key is not None]
            if len(keys) > len(set(keys)):
                yield node.lineno


def test_no_mapping_has_a_key_twice():
    found = {str(path): list(_written_twice(ast.parse(text_of(path)))) for path in written_by_us(".py")}
    assert {path: lines for path, lines in found.items() if lines} == {}
