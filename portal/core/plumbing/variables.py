"""The environment, read strictly: a value that cannot be what it should ends the start with one line that names it."""

import sys

import environ

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
DATABASES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


class Variables(environ.Env):
    """`env("NAME")`, `env.int`, `env.bool`, `env.db`; an empty value is no value, the default counts."""

    def int(self, var: str, default=environ.Env.NOTSET) -> int:
        text = self(var, default="").strip()
        if not text:
            return super().int(var, default=default) if default is self.NOTSET else default
        if not text.lstrip("-").isdecimal():
            _refuse(var, f"is “{text}”, must be a whole number")
        return int(text)

    def bool(self, var: str, default=environ.Env.NOTSET) -> bool:
        text = self(var, default="").strip().lower()
        if not text:
            return super().bool(var, default=default) if default is self.NOTSET else default
        if text not in TRUE | FALSE:
            _refuse(var, f"is “{text}”, must be 1 or 0")
        return text in TRUE

    def db(self, var: str, default=environ.Env.NOTSET) -> dict:
        """The settings of a database; only SQLite and PostgreSQL are known. Its address is never shown: it has a
        password in it."""
        address = self(var, default="") or default
        settings = {}
        if str(address).partition(":")[0] in self.DB_SCHEMES:  # of others the library itself complains
            try:
                settings = self.db_url_config(address)
            except (ValueError, KeyError, TypeError, AttributeError):
                settings = {}
        if settings.get("ENGINE") not in DATABASES or not settings.get("NAME"):
            _refuse(var, "must be an address such as postgres://user:password@host:5432/name")
        return settings


def _refuse(name: str, text: str) -> None:
    sys.exit(f"{name}: {text}")
