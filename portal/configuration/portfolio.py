"""Delays of portfolios and of the renewal of subscriptions."""

from portal.configuration.environment import env

PORTFOLIO_HOURS = env.int("PORTFOLIO_HOURS", default=48)  # to answer a request for a link; Saturdays, Sundays left out
RENEWAL_NOTICE_DAYS = tuple(env.list("RENEWAL_NOTICE_DAYS", cast=int, default=[60, 30]))
RENEWAL_RETRY_DAYS = tuple(env.list("RENEWAL_RETRY_DAYS", cast=int, default=[0, 1, 3, 5, 7, 10, 14]))
