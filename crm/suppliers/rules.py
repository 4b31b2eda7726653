"""Bank details: an IBAN in any writing, checked."""

from stdnum import iban
from stdnum.exceptions import ValidationError


def parse_iban(text: str) -> str:
    """Return the IBAN without blanks, in capitals. Raises `ValueError` where its key does not fit."""
    try:
        return iban.validate(text)
    except ValidationError as error:
        raise ValueError("not an IBAN") from error
