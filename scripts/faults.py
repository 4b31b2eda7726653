"""`make faults`: kills, cuts and races in full, then a table of what was measured (see `docs/reliability.md`).

`FAULTS_SHARE=0.1` takes a tenth of each number; other arguments go to pytest.
"""

import json
import os
import sys
from pathlib import Path

from scripts import environment
from scripts.postgres import USUAL
from scripts.steps import ROOT, call, fail, say

FIGURES = ROOT / "var" / "faults.jsonl"  # each line as soon as it is measured, for a run that was interrupted


def main() -> None:
    os.chdir(ROOT)
    with environment.one_at_a_time():
        environment.ensure_venv()
        environment.install("requirements-dev.txt")
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    variables = {
        **os.environ,
        "FAULTS": "full",
        "FAULTS_FIGURES": str(FIGURES),
        "DATABASE_URL": f"{USUAL}/faults",  # never reached: these tests start a server of their own
    }
    command = (environment.PYTHON, "-m", "pytest", "-q", "--durations=0", "--durations-min=1")
    passed = call(*command, *(sys.argv[1:] or ["tests/faults"]), env=variables)
    _table(FIGURES)
    if not passed:
        fail("Une promesse n’est pas tenue (voir ci-dessus).")


def _table(figures: Path) -> None:
    rows = [json.loads(line) for line in figures.read_text().splitlines()] if figures.exists() else []
    for row in rows:
        name = row.pop("test").removeprefix("test_").replace("_", " ")
        say(f"\n{name}")
        for what, value in row.items():
            say(f"    {what.replace('_', ' ')} : {value}")


if __name__ == "__main__":
    main()
