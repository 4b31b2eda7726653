"""Take the XML of an invoice out of a PDF, in a process of its own: little memory, little time, no secret.

The parent gives the PDF on standard input and reads the XML, or nothing.
"""

import logging
import resource
import sys
from contextlib import suppress

LIMITS = {
    resource.RLIMIT_CPU: 10,
    resource.RLIMIT_AS: 700 * 1024 * 1024,
    resource.RLIMIT_FSIZE: 0,
}


def main() -> None:
    for what, most in LIMITS.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    logging.disable(logging.CRITICAL)
    from facturx import get_xml_from_pdf

    _name, found = get_xml_from_pdf(sys.stdin.buffer.read(), check_xsd=False)
    sys.stdout.buffer.write(found or b"")


if __name__ == "__main__":
    main()
