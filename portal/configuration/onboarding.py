"""How long the papers of new clients are kept."""

from portal.configuration.environment import env

KEEP_IDENTITY_PIECES_DAYS = env.int("KEEP_IDENTITY_PIECES_DAYS", default=1826)  # from the day they were accepted
KEEP_UNFINISHED_ONBOARDINGS_DAYS = env.int("KEEP_UNFINISHED_ONBOARDINGS_DAYS", default=180)
