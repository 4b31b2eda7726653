"""Where the portal stands and how it runs: what all other settings ask first."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from portal.core.plumbing.variables import Variables

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Variables()
if (BASE_DIR / ".env").exists():
    Variables.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str) -> str:
    """A secret made at the first start and kept in `var/`, outside the database and the repository."""
    path = VAR_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


REDIS_URL = env("REDIS_URL", default="")
EMBEDDED = env.bool("EMBEDDED", default=not REDIS_URL)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret("secret_key")
DATA_KEY = env("DATA_KEY", default="") or kept_secret("data_key")
# The keys before them, with commas, while one is being changed (docs/operations.md, "Rotate the keys").
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DATA_KEY_OLD = env.list("DATA_KEY_OLD", default=[])
GIVEN_SECRETS = [name for name in ("SECRET_KEY", "DATA_KEY") if env(name, default="")]
PUBLIC_BASE_URL = env("PUBLIC_BASE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
_PUBLIC = urlsplit(PUBLIC_BASE_URL)
HTTPS = _PUBLIC.scheme == "https"
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0 if EMBEDDED else 1)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", _PUBLIC.hostname])
