"""Documents of tests, published by the action that publishes them in real life."""

import uuid
from datetime import timedelta

import factory

from catalog.library import actions
from catalog.models import Document, DocumentCategory
from portal.core.values import dates
from portal.documents.uploads import Upload
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory

BEGIN, REST = b"%PDF-1.7\n", b"1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def pdf(words: str = "") -> bytes:
    """A PDF unlike any other with other `words`, as heavy as they are."""
    return BEGIN + b"%" + words.encode() + b"\n" + REST


class CategoryFactory(RecordFactory):
    class Meta:
        model = DocumentCategory

    name = factory.Sequence(lambda n: f"Plaquettes {n}")


class DocumentFactory(RecordFactory):
    """Online for everybody; `days_ago` says since when."""

    class Meta:
        model = Document

    class Params:
        past = factory.Trait(valid_until=factory.LazyFunction(lambda: dates.today() - timedelta(days=1)), days_ago=30)
        coming = factory.Trait(valid_from=factory.LazyFunction(lambda: dates.today() + timedelta(days=1)))
        table = factory.Trait(name="tarif.csv", content=b"Produit;Prix\nAudit;490\n")

    title = factory.Sequence(lambda n: f"Plaquette {n}")
    category = factory.SubFactory(CategoryFactory)
    description = ""
    valid_from = factory.LazyAttribute(lambda made: dates.today() - timedelta(days=made.days_ago))
    valid_until = None
    roles = ()
    organisations = ()
    by = factory.LazyFunction(lambda: UserFactory(back_office=True))
    content = factory.Sequence(lambda n: pdf(str(n)))
    name = "plaquette.pdf"
    days_ago = 0

    @classmethod
    def _create(cls, model_class, *args, by, content, name, days_ago, **values):
        with dates.pretending(dates.now() - timedelta(days=days_ago)):
            return actions.publish(values=values, upload=Upload(content, name, ""), key=uuid.uuid4(), by=by)
