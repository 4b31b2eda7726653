"""A company is named by its SIREN in any writing, or by the SIRET of one of its places."""

import pytest

from portal.core.values.siren import parse_siren


@pytest.mark.parametrize("typed", ["732829320", "732 829 320", "732.829.320", "732 829 320 00074"])
def test_a_siren_is_read_in_any_writing(typed):
    assert parse_siren(typed) == "732829320"


@pytest.mark.parametrize("typed", ["732829321", "73282932000075", "12", "SIREN"])
def test_a_wrong_key_is_refused(typed):
    with pytest.raises(ValueError, match="not a SIREN"):
        parse_siren(typed)
