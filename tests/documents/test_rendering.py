"""Printed documents: the same data gives the same bytes, nothing is fetched, and they say what they must."""

import hashlib
import http.server
import io
import subprocess
import sys
import threading

import pypdf
import pytest
from django.template import engines

from portal.documents import rendering
from tests.documents import samples

CONTRACT = "contracts/pdf/contract.html"


def text_of(pdf: bytes) -> str:
    """The text of every page, each run of spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture(scope="module")
def monthly() -> bytes:
    return rendering.render_pdf(CONTRACT, samples.monthly())


@pytest.fixture
def page(monkeypatch):
    """`page(html)` prints a page with this body."""

    def printed(body: str) -> bytes:
        template = engines["django"].from_string(f"<!doctype html><html lang='fr'><title>Essai</title>{body}</html>")
        monkeypatch.setattr(rendering, "render_to_string", lambda _name, context: template.render(context))
        return rendering.render_pdf("unused", {})

    return printed


def test_the_contract_says_everything_that_is_signed(monthly):
    text = text_of(monthly)
    for words in (
        "CT-2026-000123",
        "Comptoir Services SAS",
        "RCS Lyon 732 829 320",
        "FR44 732829320",
        "Mme Hélène Lefèvre-Œuvrard",
        "4 mars 1979",
        "01000 Bourg-en-Bresse",
        "06 12 34 56 78",
        "Accompagnement Sérénité",
        "SER-24",
        "49,90 €",
        "20 %",
        "9,98 €",
        "59,88 €",
        "1 197,60 €",
        "1 437,12 €",
        "24 mois",
        "1er décembre 2026",
        "Démarchage téléphonique",
        "Camille Vasseur",
        "6.3 Facturation",
        "code à six chiffres",
        "signature électronique simple",
    ):
        assert words in text, words


def test_the_contract_carries_the_notice_and_the_form_of_withdrawal(monthly):
    text = text_of(monthly)
    for words in (
        "Informations relatives à l’exercice du droit de rétractation",
        "sans donner de motif dans un délai de quatorze jours.",
        "quatorze jours après le jour de la conclusion du contrat.",
        "http://127.0.0.1:8000/retractation/",
        "Effets de la rétractation",
        "Formulaire de rétractation",
        "vous notifie/notifions (*) par la présente ma/notre (*) rétractation",
        "Nom du (des) consommateur(s)",
        "(*) Rayez la mention inutile.",
    ):
        assert words in text, words


def test_the_contract_says_where_it_is_verified(monthly):
    assert "Vérifier ce document : http://testserver/verifier/" in text_of(monthly)


def test_the_contract_promises_no_more_than_a_simple_signature(monthly):
    text = text_of(monthly).lower()
    assert "avancée" not in text
    assert "qualifiée" not in text


def test_a_contract_paid_once_speaks_of_no_month():
    text = text_of(rendering.render_pdf(CONTRACT, samples.one_off_company()))
    assert "15 000,00 € TTC, en une fois" in text
    assert "Menuiserie Générale du Val d’Ardières, représentée par M. Łukasz Doğan" in text
    assert "SIREN : 552 100 554" in text
    assert "par mois" not in text
    assert "naissance" not in text


def test_another_withdrawal_period_is_printed_in_figures():
    context = samples.monthly()
    context["withdrawal"]["days"] = 30
    assert "dans un délai de 30 jours." in text_of(rendering.render_pdf(CONTRACT, context))


def test_each_page_bears_the_number_of_the_contract_and_its_own(monthly):
    pages = pypdf.PdfReader(io.BytesIO(monthly)).pages
    assert len(pages) == 5
    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Contrat n° CT-2026-000123" in text
        assert f"page {number} / 5" in text


def test_very_long_names_and_many_conditions_still_fit():
    pdf = rendering.render_pdf(CONTRACT, samples.extreme())
    text = text_of(pdf)
    assert "35 555 555,28 €" in text
    assert "6.12 Condition numéro 12" in text
    assert text.replace(" ", "").count("interprofessionnelle" * 15) >= 2
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) <= 9


def test_parties_too_long_for_a_page_begin_on_the_first():
    first, second, *_rest = pypdf.PdfReader(io.BytesIO(rendering.render_pdf(CONTRACT, samples.extreme()))).pages
    assert "Société" in first.extract_text()
    assert "SIREN : 552 100 554" in first.extract_text()
    assert "le Prestataire" in first.extract_text()
    assert "il a été convenu" in second.extract_text()


def test_typed_markup_is_printed_as_text():
    context = samples.monthly()
    context["client"]["full_name"] = "<img src='http://127.0.0.1:9/x.png'>{{ seller.name }}"
    assert "<img src='http://127.0.0.1:9/x.png'>{{ seller.name }}" in text_of(rendering.render_pdf(CONTRACT, context))


def test_the_same_data_gives_the_same_bytes(monthly):
    assert rendering.render_pdf(CONTRACT, samples.monthly()) == monthly
    other = samples.monthly()
    other["product"]["gross_text"] = "59,89 €"
    assert rendering.render_pdf(CONTRACT, other) != monthly


def test_another_process_on_another_day_gives_the_same_bytes(monthly):
    script = (
        "import django, hashlib, time_machine; django.setup();"
        "from portal.brand import current\n"
        "from portal.documents import rendering; from tests.documents import samples\n"
        "current.keep(current.Face(), 3600)\n"
        "with time_machine.travel('2031-05-06'):\n"
        f"    print(hashlib.sha256(rendering.render_pdf('{CONTRACT}', samples.monthly())).hexdigest())"
    )
    command = [sys.executable, "-c", script]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    assert answer.stdout.strip() == hashlib.sha256(monthly).hexdigest()


def _environment() -> dict[str, str]:
    import os

    return os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "12345"}


def test_a_document_is_in_french_and_readable_aloud_and_for_long(monthly):
    reader = pypdf.PdfReader(io.BytesIO(monthly))
    assert reader.root_object["/Lang"] == "fr"
    assert reader.root_object["/MarkInfo"]["/Marked"] is True or "/StructTreeRoot" in reader.root_object
    assert b"pdfaid" in reader.root_object["/Metadata"].get_data()
    assert reader.metadata.title == "Contrat n° CT-2026-000123"


def test_only_our_own_fonts_are_in_it(monthly):
    reader = pypdf.PdfReader(io.BytesIO(monthly))
    fonts = {font for page in reader.pages for font in page["/Resources"]["/Font"]}
    names = {str(reader.pages[0]["/Resources"]["/Font"][font]["/BaseFont"]) for font in fonts}
    assert names
    assert all("+Document-S" in name for name in names), names


def test_no_request_leaves_and_no_file_of_the_server_is_read(page, tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'le mot de passe' }")
    asked = []

    class Ears(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        log_message = lambda *_: None  # noqa: E731

    server = http.server.HTTPServer(("127.0.0.1", 0), Ears)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        text = text_of(
            page(
                f"<link rel=stylesheet href='{address}/a.css'><link rel=stylesheet href='{secret.as_uri()}'>"
                f"<style>@import '{address}/b.css'; @font-face {{ font-family: x; src: url({address}/c.woff2) }}"
                f"p {{ background: url({address}/d.png); font-family: x }}</style>"
                f"<img src='{address}/e.png'><img src='{secret.as_uri()}' alt=''><img src='//127.0.0.1/f.png' alt=''>"
                f"<object data='{address}/g.svg'></object><embed src='file:///etc/hostname'>"
                f"<link rel=attachment href='file:///etc/hostname'><p>Bonjour</p>"
                "<link rel=stylesheet href='static:../portal/settings.py'><img src='static:../manage.py' alt=''>"
                "<link rel=stylesheet href='static:%2e%2e/secret.css'>"
            )
        )
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert text == "page 1 / 1 Bonjour" or text == "Bonjour page 1 / 1"


def test_without_pango_the_person_and_the_operator_are_told(monkeypatch, caplog):
    def no_pango(name):
        raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(rendering.importlib, "import_module", no_pango)
    with pytest.raises(rendering.RenderingUnavailable, match="la bibliothèque Pango manque sur le serveur"):
        rendering.render_pdf(CONTRACT, samples.monthly())
    assert "apt-get install --no-install-recommends libpango-1.0-0" in caplog.text


def test_starting_the_portal_loads_no_heavy_library():
    script = (
        "import django, sys; django.setup();"
        "from portal.documents import rendering, sealing, serving;"
        "print([name for name in ('weasyprint', 'pyhanko', 'fontTools', 'boto3', 'PIL') if name in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    assert answer.stdout.strip() == "[]"


def test_documents_made_at_once_are_each_as_if_made_alone(monthly):
    contexts = [samples.monthly(), samples.one_off_company()] * 3
    made = [None] * len(contexts)

    def make(index):
        made[index] = rendering.render_pdf(CONTRACT, contexts[index])

    threads = [threading.Thread(target=make, args=(index,)) for index in range(len(contexts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == made[2] == made[4] == monthly
    assert made[1] == made[3] == made[5] != monthly
