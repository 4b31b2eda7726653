"""The files of the project, as git knows them: what is committed and what is about to be."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@lru_cache(maxsize=1)
def project_files() -> tuple[Path, ...]:
    """Every file, relative to the top, without what git ignores."""
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(path for path in map(Path, filter(None, names)) if (ROOT / path).is_file())


def written_by_us(*suffixes: str):
    """The files of these kinds that people write here: no library of others, no generated migration."""
    for path in project_files():
        if path.suffix in suffixes and not {"vendor", "migrations", "locale"} & set(path.parts):
            yield path


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
