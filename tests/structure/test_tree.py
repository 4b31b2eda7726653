"""The tree stays the one that `docs/architecture.md` draws, in files one can read in a sitting."""

import ast
import re
from pathlib import Path

import pytest

from tests.structure.files import ROOT, project_files, text_of, written_by_us

TOP = {
    *("manage.py", "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt"),
    *(
        "pyproject.toml",
        "Makefile",
        "docker-compose.yml",
        "Dockerfile",
        "Caddyfile",
        ".env.example",
        "README.md",
        "CHANGELOG.md",
    ),
    *(".gitignore", ".dockerignore", ".gitattributes", ".ci", "LICENSE", "THIRD_PARTY.md"),
    *("docs", "portal", "catalog", "crm", "presales", "contracts", "subscriptions"),
    *("templates", "static", "locale", "tests", "scripts"),
}
LONGEST = 300
# These may import where they use.
IMPORTS_INSIDE = {
    "tasks.py": "a task takes ids and calls one action; the worker imports it late",
    "apps.py": "ready() runs when the models are there",
    "manage.py": "Django's own form",
    "server.py": "gunicorn reads it before Django is set up",
}
LAZY = {
    "markdown_it",
    "redis",
    "weasyprint",
    "pyhanko",
    "pyhanko_certvalidator",
    "twilio",
    "requests",
    "stripe",
    "boto3",
    "holidays",
    "segno",
    "xlsxwriter",
    "anymail",
    "botocore",
    "python_calamine",
    "facturx",
    "lxml",
    "pillow_heif",
    "saxonche",
}


def test_the_top_of_the_tree_holds_nothing_unforeseen():
    found = {path.parts[0] for path in project_files()}
    assert found <= TOP, f"not foreseen at the top: {sorted(found - TOP)}"


def test_no_file_is_longer_than_one_thought():
    kinds = (".py", ".html", ".css", ".js")
    long = {str(path): len(text_of(path).splitlines()) for path in written_by_us(*kinds)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_no_function_is_longer_than_two_thoughts():
    long = []
    for path in written_by_us(".py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60:
                long.append(f"{path}:{node.lineno} {node.name}")
    assert long == []


def _imports_inside_functions(path):
    for function in ast.walk(ast.parse(text_of(path))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield node, {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    yield node, {(node.module or "").split(".")[0]}


def test_modules_are_imported_at_the_top_save_the_heavy_ones():
    found = []
    for path in written_by_us(".py"):
        if path.name in IMPORTS_INSIDE or path.parts[0] in ("tests", "scripts"):
            continue
        found += [
            f"{path}:{node.lineno} {', '.join(sorted(names))}"
            for node, names in _imports_inside_functions(path)
            if not names <= LAZY
        ]
    assert found == []


def test_no_module_is_a_drawer_of_odds_and_ends():
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path) for path in written_by_us(".py") if path.name in drawers] == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_says_what_it_is_for(name):
    lines = [line for line in text_of(name).splitlines() if line and not line.startswith(("#", "-r"))]
    assert [line for line in lines if "#" not in line] == []


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.\[\]-]+)==([^ \\;]+)", text_of(name), re.MULTILINE))


def test_the_product_and_its_tests_pin_the_same_versions():
    """So that `make run` and `make test` share one environment."""
    product, development = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert len(product) > 30
    assert {name: (pin, development.get(name)) for name, pin in product.items() if development.get(name) != pin} == {}


UNWANTED = (
    (re.compile(r"(?<![\w.])/(?:work|root|home)/(?!page)[\w.-]+"), "a folder of somebody's machine"),
    (re.compile(r"\b(?:TODO|FIXME|XXX)\b"), "work left for later"),
    (re.compile(r"pypi\.org|index-url|find-links", re.IGNORECASE), "a package registry"),
)
# The files that must name what they refuse.
MAY_SAY = {"tests/structure/test_tree.py", "scripts/lock.py"}
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".in", ".toml", ".yml", ".json", ".po", ".sh", ".example", ""}


def test_no_file_names_a_machine_or_leaves_work_for_later():
    found = []
    for path in project_files():
        if path.suffix not in TEXT or "vendor" in path.parts or str(path) in MAY_SAY:
            continue
        text = text_of(path)
        found += [f"{path}: {what}: {match.group()}" for sign, what in UNWANTED for match in sign.finditer(text)]
    assert found == []


def _variables_read() -> set[str]:
    concerns = [text_of(path) for path in written_by_us(".py") if path.parts[:2] == ("portal", "configuration")]
    read = set(re.findall(r'env(?:\.\w+)?\(\s*["\']([A-Z_0-9]+)["\']', "\n".join(concerns)))
    assert len(read) > 50
    return read | set(re.findall(r'environ\.get\("([A-Z_0-9]+)"', text_of("portal/server.py")))


# By boto3, by the compose file, and by the script of backups.
READ_ELSEWHERE = {
    *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    *("POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD"),
    "BACKUP_DAYS",
    "POSTGRES_SHARED_BUFFERS",
}


def test_the_example_environment_names_every_variable():
    shown = set(re.findall(r"^#?([A-Z_0-9]+)=", text_of(".env.example"), re.MULTILINE))
    assert _variables_read() - shown == set()
    assert shown - _variables_read() <= READ_ELSEWHERE, "read by nobody"


def test_the_root_is_where_it_should_be():
    assert (ROOT / "manage.py").exists()


LOADED_LATE = re.compile(r'import_module\("((?:portal|catalog|crm|contracts|presales)\.[\w.]+)"\)')


def test_what_is_loaded_late_does_not_import_its_loader():
    """A heavy module behind a light one leans on a third for what both need, or each is half of a circle."""
    loaded = {path: LOADED_LATE.findall(text_of(path)) for path in written_by_us(".py")}
    loaded.pop(Path("tests/structure/test_tree.py"), None)
    pairs = [(path, engine) for path, engines in loaded.items() for engine in engines]
    assert len(pairs) >= 2
    for path, engine in pairs:
        loader = ".".join(path.with_suffix("").parts)
        source = text_of(Path(*engine.split(".")).with_suffix(".py"))
        named = {
            f"{node.module}.{alias.name}" for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }  # fmt: skip
        assert not any(name == loader or name.startswith(f"{loader}.") for name in named), f"{engine} imports {loader}"
