"""People and the organisations they work for."""

import factory

from portal.access.roles import Role
from portal.accounts.models import Organisation, User
from tests.factories.base import RecordFactory

PASSWORD = "un mot de passe tranquille"


class OrganisationFactory(RecordFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Agence {n}")
    code = factory.Sequence(lambda n: f"agence-{n}")


class UserFactory(RecordFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        back_office = factory.Trait(role=Role.BACK_OFFICE, is_staff=True, organisation=None)
        manager = factory.Trait(role=Role.MANAGER)
        client = factory.Trait(role=Role.CLIENT, organisation=None)
        invited = factory.Trait(password=None)

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Martin{n}")
    role = Role.AGENT
    organisation = factory.SubFactory(OrganisationFactory)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(**kwargs)
