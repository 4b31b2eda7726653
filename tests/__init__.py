"""The tests of everything. What they compile is kept, whatever the environment says: it takes seconds each time."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
