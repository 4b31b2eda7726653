"""Digests and encryption with `DATA_KEY`, a key the database does not hold.

While the key is being changed, `DATA_KEY_OLD` names the ones before: what they made is still read and recognised,
nothing new is made with them, and `manage.py reencrypt` brings the rest to the new key.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=16)
def _key(data_key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"comptoir:{purpose}".encode()).derive(data_key.encode())


def digest(purpose: str, value: str) -> str:
    """HMAC-SHA256 of `value`, hexadecimal; each purpose has its own key, so digests never meet."""
    return _digest(settings.DATA_KEY, purpose, value)


def digests(purpose: str, value: str) -> list[str]:
    """The digest of `value` under each key that still counts, that of `digest` first."""
    return [_digest(key, purpose, value) for key in (settings.DATA_KEY, *settings.DATA_KEY_OLD)]


def _digest(data_key: str, purpose: str, value: str) -> str:
    return hmac.new(_key(data_key, purpose), value.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(one, other)


def _box() -> MultiFernet:
    keys = (settings.DATA_KEY, *settings.DATA_KEY_OLD)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(key, "sensitive text"))) for key in keys])


def encrypt(text: str) -> str:
    """`text` under authenticated encryption (Fernet), with the key of today."""
    return _box().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text of `encrypt`; raises `cryptography.fernet.InvalidToken` if it was altered or its key is gone."""
    return _box().decrypt(token.encode()).decode()


def reencrypt(token: str) -> str:
    """The same text under the key of today; raises `InvalidToken` as `decrypt` does."""
    return _box().rotate(token.encode()).decode()
