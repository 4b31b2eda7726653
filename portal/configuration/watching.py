"""What the portal writes and counts for those who run it."""

from portal.configuration.environment import env

LOG_FORMAT = env("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "portal.core.plumbing.logs.WithRequestId"},
        "masked": {"()": "portal.core.plumbing.logs.Masked"},
    },
    "formatters": {
        "text": {
            "()": "portal.core.plumbing.logs.TextLine",
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        },
        "json": {"()": "portal.core.plumbing.logs.JsonLine"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG_FORMAT == "json" else "text",
            "filters": ["request_id", "masked"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "propagate": False},
        "celery": {"level": env("CELERY_LOG_LEVEL", default="WARNING")},  # two lines a task, every three seconds
        "comptoir.request": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},  # a line for each request
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pyhanko": {"level": "WARNING"},
    },
}

METRICS_TOKEN = env("METRICS_TOKEN", default="")  # empty: /metrics does not exist
