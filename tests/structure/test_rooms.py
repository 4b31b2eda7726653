"""Every file of a room has a place in the order that the import linter keeps (`pyproject.toml`, contract `rooms`)."""

import re
import tomllib

from tests.structure.files import ROOT, project_files

APPS = {"catalog", "contracts", "crm", "presales", "subscriptions"}
NO_ROOMS = {"demo", "migrations"}


def ordered_files() -> set[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    return {name for layer in layers for name in re.findall(r"\((\w+)\)", layer)}


def room_files() -> dict[str, str]:
    """Return the path of one file of each name that stands directly in a room; a package counts as a file."""
    paths = [path for path in project_files() if path.suffix == ".py" and len(path.parts) > 2]
    inside = [path for path in paths if path.parts[0] in APPS and path.parts[1] not in NO_ROOMS]
    return {path.parts[2].removesuffix(".py"): str(path) for path in inside if path.parts[2] != "__init__.py"}


def test_every_file_of_a_room_has_a_place_in_the_order():
    found = room_files()
    assert len(found) > 30
    missing = {name: path for name, path in found.items() if name not in ordered_files()}
    assert missing == {}, "add these names to the contract `rooms` in pyproject.toml, where they belong"
