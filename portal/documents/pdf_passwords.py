"""Check whether a PDF needs a password. Imported by `detection` for encrypted ones."""

from io import BytesIO

from pyhanko.pdf_utils.crypt import AuthStatus, PdfKeyNotAvailableError
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader


def asks_for_one(content: bytes) -> bool:
    """Return whether opening it needs a password or a key; one that only forbids changes does not count.

    What cannot be read enough to be told is left to those who open it.
    """
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        return reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED
    except PdfKeyNotAvailableError:
        return True
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return False
