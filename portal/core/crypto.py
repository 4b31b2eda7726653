"""Digests and encryption with `DATA_KEY`, a key the database does not hold."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=16)
def _key(data_key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"comptoir:{purpose}".encode()).derive(data_key.encode())


def digest(purpose: str, value: str) -> str:
    """HMAC-SHA256 of `value`, hexadecimal; each purpose has its own key, so digests never meet."""
    return hmac.new(_key(settings.DATA_KEY, purpose), value.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(one, other)


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(settings.DATA_KEY, "sensitive text")))


def encrypt(text: str) -> str:
    """`text` under authenticated encryption (Fernet)."""
    return _box().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text of `encrypt`; raises `cryptography.fernet.InvalidToken` if it was altered."""
    return _box().decrypt(token.encode()).decode()
