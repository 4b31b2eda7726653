"""Small office files and a picture, written by hand so that the demonstration needs no library."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from catalog.demo.leaflets import Leaflet

OFFICE = "application/vnd.openxmlformats-officedocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LETTER = (
    "[Prénom Nom du client]",
    "[Adresse]",
    "Objet : confirmation de notre rendez-vous",
    "Madame, Monsieur,",
    "Je vous confirme notre rendez-vous du [date] à [heure], à l’adresse suivante : [adresse].",
    "Merci de préparer vos dernières factures : elles nous permettront de comparer à services égaux.",
    "Si cette date ne vous convient plus, un appel suffit : [votre numéro].",
    "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
    "[Votre nom]",
)

GLUED = re.compile(r"(?<=\d)\u00a0(?=\d{3})")  # thousands: a spreadsheet reads a number without


def letter() -> bytes:
    """Return a letter as a DOCX."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in LETTER)
    part = f"{OFFICE}.wordprocessingml.document.main+xml"
    return _package(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{part}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def _package(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return packed.getvalue()


def table(leaflet: Leaflet) -> bytes:
    """Return the table of a leaflet as a CSV for French spreadsheets."""
    lines = [leaflet.columns, *leaflet.rows]
    plain = "\r\n".join(";".join(GLUED.sub("", cell).replace("\u00a0", " ") for cell in line) for line in lines)
    return ("\ufeff" + plain + "\r\n").encode()


def poster(title: str) -> bytes:
    """Return a shop poster as a PNG."""
    picture = Image.new("RGB", (1200, 800), "#0a3f48")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((760, -260, 1460, 440), fill="#0b5a66")
    draw.ellipse((980, 520, 1160, 700), fill="#e39a5b")
    words = title.split()
    lines = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    for position, line in enumerate(lines):
        draw.text((90, 300 + 110 * position), line, fill="#ffffff", font_size=84)
    draw.text((90, 570), "Parlons-en : un conseiller vous rappelle", fill="#b9d6da", font_size=40)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
