"""Roles are compared on the pages of rights and scopes, and nowhere else."""

import ast
from pathlib import Path

from tests.structure.files import text_of, written_by_us

ALLOWED = (("portal", "access"), ("portal", "accounts"), ("portal", "demo"), ("tests",), ("scripts",))

AUDIENCES = {"catalog/library/actions.py", "portal/news/queries.py"}  # people choose roles there: roles are data
RIGHTS = "portal/administration/rights.py"  # what the back-office may do in the administration


def _may_compare(path) -> bool:
    inside = any(path.parts[: len(folder)] == folder for folder in ALLOWED)
    return inside or path.name == "demo.py" or "demo" in path.parts or str(path) in {*AUDIENCES, RIGHTS}


def _is_role(node) -> bool:
    """`user.role`, or a role by name, `Role.AGENT`."""
    if not isinstance(node, ast.Attribute):
        return False
    return node.attr == "role" or isinstance(node.value, ast.Name) and node.value.id == "Role" and node.attr.isupper()


def _compared(tree):
    """Comparisons with a role, and queries that name one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(map(_is_role, (node.left, *node.comparators))):
            yield node
        if isinstance(node, ast.Call):
            named = [word for word in node.keywords if word.arg in ("role", "role__in")]
            yield from (node for word in named if word.arg == "role__in" or _is_role(word.value) and _is_class(word))


def _is_class(word) -> bool:
    return isinstance(word.value.value, ast.Name) and word.value.value.id == "Role"


def found_in(source: str) -> list[int]:
    return [node.lineno for node in _compared(ast.parse(source))]


def test_no_code_decides_by_role_where_a_right_or_a_scope_would():
    found = []
    for path in written_by_us(".py"):
        if not _may_compare(path):
            found += [f"{path}:{line}" for line in found_in(text_of(path))]
    assert found == [], "ask user.has_right(…) or scopes.X.reach(user)"


def test_each_way_of_deciding_by_role_is_seen():
    assert found_in("if user.role == 'agent': pass") == [1]
    assert found_in("x = by.role in SELLERS") == [1]
    assert found_in("x = role != Role.CLIENT") == [1]
    assert found_in("User.objects.filter(role=Role.AGENT)") == [1]
    assert found_in("User.objects.filter(role__in=SELLERS)") == [1]
    assert found_in("x = Row(role=user.role); form.fields['roles'].choices = Role.choices") == []


def test_rights_of_each_role_are_written_once():
    """A key written twice in a dictionary silently loses the rights of the first one."""
    tree = ast.parse(text_of(Path("portal/access/roles.py")))
    rights = next(node.value for node in tree.body if isinstance(node, ast.AnnAssign) and _names_rights(node))
    roles = [key.attr for key in rights.keys]
    assert roles
    assert len(roles) == len(set(roles))


def _names_rights(node) -> bool:
    return node.target.id == "ROLE_RIGHTS"
