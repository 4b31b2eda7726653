"""Whether a PDF opens without a password. Imported by `detection` for those that are encrypted."""

from io import BytesIO

from pyhanko.pdf_utils.crypt import AuthStatus, PdfKeyNotAvailableError
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader


def asks_for_one(content: bytes) -> bool:
    """Whether opening it takes a password or a key. One that only keeps people from changing it does not count.

    What cannot be read enough to be told is left to those who open it.
    """
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        return reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED
    except PdfKeyNotAvailableError:
        return True
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return False
