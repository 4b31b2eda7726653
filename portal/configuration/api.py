"""The API at `/api/v1/`."""

from portal.configuration.environment import env

API_CALLS_PER_MINUTE = env.int("API_CALLS_PER_MINUTE", default=120)
API_KEPT_HOURS = 24  # how long the answer to an `Idempotency-Key` is replayed
