"""Reverse factoring: who pays, and its delays."""

from portal.configuration.environment import env

FACTORING_NAME = env("FACTORING_NAME", default="Comptoir Services SAS")
FACTORING_IBAN = env("FACTORING_IBAN", default="FR7630006000011234567890189")
FACTORING_BIC = env("FACTORING_BIC", default="AGRIFRPP")
FACTORING_CUTOFF_HOUR = env.int("FACTORING_CUTOFF_HOUR", default=15)  # Paris; later asks count for the next day
FACTORING_QUOTE_HOURS = env.int("FACTORING_QUOTE_HOURS", default=24)
FACTORING_BANK_HOURS = env.int("FACTORING_BANK_HOURS", default=48)  # a changed IBAN waits
FACTORING_LINK_DAYS = env.int("FACTORING_LINK_DAYS", default=30)
FACTORING_REMINDER_DAYS = tuple(env.list("FACTORING_REMINDER_DAYS", cast=int, default=[3, 7, 10]))
FACTORING_YEARLY_RATE = env("FACTORING_YEARLY_RATE", default="6")  # proposed when an envelope is granted
FACTORING_FIXED_RATE = env("FACTORING_FIXED_RATE", default="0.5")
KEEP_INVOICE_DRAFTS_DAYS = env.int("KEEP_INVOICE_DRAFTS_DAYS", default=30)
KEEP_FACTORING_DAYS = env.int("KEEP_FACTORING_DAYS", default=3650)
