import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts import right_names
from portal.accounts.models import User
from tests.factories.accounts import UserFactory


def test_rights_are_those_of_the_role_and_those_granted_by_name():
    user = UserFactory.build(role=Role.AGENT, extra_rights=["myb.opportunites"])
    assert user.has_right(Permission.CONTRACTS_CREATE)
    assert user.has_right(Permission.OPPORTUNITIES)
    assert not user.has_right(Permission.CONTRACTS_CONFIRM)


def test_a_deactivated_account_has_no_right():
    assert not UserFactory.build(is_active=False).has_right(Permission.CONTRACTS_VIEW)


def test_people_see_their_organisation_the_back_office_sees_all(db):
    one, two, other = UserFactory(), UserFactory(), UserFactory()
    two.organisation = one.organisation
    two.save()
    back_office, alone = UserFactory(back_office=True), UserFactory(organisation=None)
    assert set(User.objects.visible_to(one)) == {one, two}
    assert set(User.objects.visible_to(alone)) == {alone}
    assert set(User.objects.visible_to(back_office)) == {one, two, other, back_office, alone}
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_the_database_refuses_the_same_address_in_capitals(agent):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=UserFactory().pk).update(email=agent.email.upper())


@pytest.mark.parametrize(
    ("permission", "granted"),
    [
        ("catalog.change_product", True),
        ("accounts.add_user", True),
        ("contracts.view_contract", True),
        ("contracts.change_contract", False),
        ("accounts.delete_user", False),
        ("auth.change_group", False),
    ],
)
def test_the_back_office_maintains_and_reads_but_deletes_nothing(back_office, permission, granted):
    assert back_office.has_perm(permission) is granted


def test_every_right_has_a_name_for_who_grants_it():
    assert [value for value, name in right_names.choices() if str(name) == value] == []
