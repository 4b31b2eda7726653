import json

import pytest
from django.core.cache import cache

from tests.crm.companies.stand_in import directory


def feature(name: str, code: str, city: str, kind: str = "housenumber", **more) -> dict:
    """One row of the State's answer."""
    return {"type": "Feature", "properties": {"name": name, "postcode": code, "city": city, "type": kind} | more}


def body(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def base(settings):
    """The portal asks an address base on this machine."""
    cache.clear()
    with directory() as server:
        settings.ADDRESS_DIRECTORY = "ban"
        settings.ADDRESS_DIRECTORY_URL = server.url
        settings.ADDRESS_DIRECTORY_SECONDS = 0.5
        server.reply = (200, {"Content-Type": "application/json"}, body(feature("8 Rue Pasteur", "69007", "Lyon")))
        yield server
