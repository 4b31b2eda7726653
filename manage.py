#!/usr/bin/env python
"""Django's command line for Comptoir."""

import os
import sys

# These change tables: they run as the owner of the database where one is named (DATABASE_OWNER_URL).
OF_THE_OWNER = {"migrate", "createcachetable", "grant_application_role", "sqlmigrate", "sqlflush"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if OF_THE_OWNER & set(sys.argv[1:2]):
        os.environ["AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
