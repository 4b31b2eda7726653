"""The drives of clients."""

from portal.configuration.environment import env

DRIVE_FILE_MEGABYTES = env.int("DRIVE_FILE_MEGABYTES", default=25)  # at most 25
DRIVE_BIN_DAYS = env.int("DRIVE_BIN_DAYS", default=30)
DRIVE_ZIP_MEGABYTES = env.int("DRIVE_ZIP_MEGABYTES", default=1000)
DRIVE_LINK_DAYS = env.int("DRIVE_LINK_DAYS", default=30)
