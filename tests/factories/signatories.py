"""Signatories of companies, ready to sign: address verified, power and document in force."""

from datetime import timedelta

import factory

from crm.clients.enums import Civility
from crm.models import Signatory
from portal.core.values import dates
from tests.factories.base import RecordFactory
from tests.factories.clients import ClientFactory


class SignatoryFactory(RecordFactory):
    class Meta:
        model = Signatory

    client = factory.SubFactory(ClientFactory, company=True)
    owner = factory.SelfAttribute("client.owner")
    civility = Civility.MADAM
    last_name = "Roux"
    first_name = "Anne"
    birth_date = factory.LazyFunction(lambda: dates.today() - timedelta(days=15_000))
    email = "anne@exemple.example"
    email_verified_at = factory.LazyFunction(dates.now)
    phone = "+33639981111"
    power_from = factory.LazyFunction(dates.today)
    document_kind = "passport"
    document_until = factory.LazyFunction(lambda: dates.today() + timedelta(days=400))
