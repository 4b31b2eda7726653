"""`make lock`: pins every dependency with its digests.

The development lock is computed under the product's own pins, so that both fit in one environment. The head of
the files names neither the index nor a folder of the machine that computed them.
"""

import re

from scripts.steps import ROOT, call, fail

OPTIONS = ("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", "--quiet")
HEAD = "# Written by `make lock`: pins and digests of everything that {name}.in asks for.\n"


def main() -> None:
    for name, under in (("requirements", ()), ("requirements-dev", ("--constraint", "requirements.txt"))):
        target = ROOT / f"{name}.txt"
        command = (ROOT / ".venv/bin/uv", "pip", "compile", *OPTIONS, "--no-header", f"{name}.in", *under)
        if not call(*command, "--output-file", target.name):
            fail(f"{name}.in n’a pas pu être résolu (voir ci-dessus ; uv est-il installé dans .venv ?).")
        text = re.sub(r"\A(#.*\n)+", "", target.read_text())
        target.write_text(HEAD.format(name=name) + text)


if __name__ == "__main__":
    main()
