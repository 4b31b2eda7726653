"""The administration's pickers meet what no browser sends."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("nonsense", ["%", "abc", "-1", "9" * 40, "1 OR 1=1"])
def test_nonsense_in_a_picker_is_an_error_at_the_field_and_never_a_500(client, nonsense):
    client.force_login(UserFactory(back_office=True))
    answer = client.post("/admin/accounts/user/add/", {"organisation": nonsense})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["organisation"]
