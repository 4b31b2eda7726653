"""Settings of the next release: the portal's own, with migrations that are not applied yet."""

from portal.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.growing"]
