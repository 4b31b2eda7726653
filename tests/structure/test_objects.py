"""Every address with a place in it is asked as everybody, for objects that are not theirs."""

from tests.security.objects import NOBODYS, WITH_PLACES, model_of


def test_every_address_of_an_object_is_looked_at():
    unknown = [a.name for a in WITH_PLACES if model_of(a) is None and a.name not in NOBODYS]
    assert unknown == [], "say in OBJECTS of tests/security/objects.py what these lead to"
    assert len(WITH_PLACES) > 40
