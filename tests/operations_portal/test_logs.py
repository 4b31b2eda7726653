"""Log lines: one JSON object each, with the request's id, without a phone, an address, a code or a link."""

import io
import json
import logging
import re
from urllib.parse import urlsplit

import pytest

from portal.core.plumbing import logs
from portal.messaging import delivery
from tests.factories.contracts import ContractFactory, challenge_of, code_sent, freeze, link_sent, other_than


@pytest.fixture
def written():
    """Everything the loggers of the portal and of Django say during a test, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLine())
    for each in (logs.WithRequestId(), logs.Masked()):
        handler.addFilter(each)
    chosen = [logging.getLogger(name) for name in ("", "django", "django.server", "comptoir.request")]
    levels = [logger.level for logger in chosen]
    for logger in chosen[:3]:
        logger.addHandler(handler)
    for logger in chosen:
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger, level in zip(chosen, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.django_db
def test_a_signature_leaves_neither_code_nor_phone_nor_link_in_the_log(written, login, client):
    contract = freeze(ContractFactory(submitted=True))
    code, link = code_sent(contract), urlsplit(link_sent(contract)).path
    wrong = other_than(code)
    client.get(link)
    delivery.sweep()
    agent = login(contract.owner)
    page = f"/contrats/{contract.number}/signature/"
    agent.post(page, {"code": wrong, "challenge": challenge_of(contract)})
    agent.get(f"/contrats/?q={contract.phone.replace('+', '%2B')}")
    agent.get("/une/page/qui/manque/06 12 34 56 78/")
    logging.getLogger("comptoir.test").warning("call %s, write to %s", contract.phone, contract.email)
    lines = written()
    text = json.dumps(lines, ensure_ascii=False)
    assert len(lines) >= 5
    assert contract.number in text, "the run is not in the log: nothing was proven"
    national = "0" + contract.phone[3:]
    token = link.strip("/").rsplit("/")[-1]
    for secret in (code, f"{code[:3]} {code[3:]}", wrong, token, contract.phone, national, contract.email):
        assert secret not in text
    assert not re.search(r"06[ .]?12[ .]?34", text)


@pytest.mark.django_db
def test_each_request_is_one_line_that_bears_its_id(written, login):
    owner = ContractFactory().owner
    answer = login(owner).get("/contrats/")
    (line,) = [line for line in written() if line["logger"] == "comptoir.request"]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["view"], line["status"]) == ("GET", "/contrats/", "contracts:list", 200)
    assert line["user_id"] == owner.pk
    assert line["duration_ms"] >= 0
    assert line["time"].endswith("+00:00")


def test_a_traceback_is_masked_too(written):
    try:
        raise ValueError("claire.martin@exemple.fr au 06 12 34 56 78, +32470123456")
    except ValueError:
        logging.getLogger("comptoir.test").exception("it broke")
    (line,) = written()
    assert "Traceback" in line["exception"]
    assert "c•••@exemple.fr au 06••••••78, +32••••••56" in line["exception"]


def test_a_line_break_in_what_is_logged_forges_no_line():
    record = logging.LogRecord("comptoir", logging.INFO, "", 0, "one\ntwo", (), None)
    assert len(logs.JsonLine().format(record).splitlines()) == 1
