"""Delays of portfolios and of the renewal of subscriptions."""

from portal.configuration.environment import env

PORTFOLIO_HOURS = env.int("PORTFOLIO_HOURS", default=48)  # to answer a request for a link; Saturdays, Sundays left out
KEEP_PORTFOLIO_LINKS_DAYS = env.int("KEEP_PORTFOLIO_LINKS_DAYS", default=365)  # refused, left, never answered
KEEP_LEGACY_ACCOUNTS_DAYS = env.int("KEEP_LEGACY_ACCOUNTS_DAYS", default=1095)  # from their import, never claimed
RENEWAL_NOTICE_DAYS = tuple(env.list("RENEWAL_NOTICE_DAYS", cast=int, default=[60, 30]))
RENEWAL_RETRY_DAYS = tuple(env.list("RENEWAL_RETRY_DAYS", cast=int, default=[0, 1, 3, 5, 7, 10, 14]))
