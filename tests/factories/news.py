"""News as their readers and writers meet them."""

import io
from datetime import timedelta

import factory
from PIL import Image

from portal.core.values import dates
from portal.documents import files
from portal.news.models import Audience, News, Picture
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory


def jpeg(size=(80, 60), colour="navy", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, options.pop("format", "JPEG"), **options)
    return buffer.getvalue()


class NewsFactory(RecordFactory):
    """Out since yesterday, for everybody; `draft` and `scheduled` are traits, `roles` and `kinds` narrow it."""

    class Meta:
        model = News
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(publish_at=None)
        scheduled = factory.Trait(publish_at=factory.LazyFunction(lambda: dates.now() + timedelta(days=2)))

    title = factory.Sequence(lambda n: f"Nouvelle numéro {n}")
    summary = "Une phrase d’introduction."
    body = "Le texte de la nouvelle."
    publish_at = factory.LazyFunction(lambda: dates.now() - timedelta(days=1))
    author = factory.SubFactory(UserFactory, back_office=True)

    @factory.post_generation
    def roles(self, create, values, **more):
        Audience.objects.bulk_create(Audience(news=self, role=role) for role in values or ())

    @factory.post_generation
    def kinds(self, create, values, **more):
        Audience.objects.bulk_create(Audience(news=self, organisation_kind=kind) for kind in values or ())


def picture_of(news: News, alt: str = "Une façade") -> Picture:
    stored = files.store(jpeg(), name="facade.jpg", kind="news", about=news)
    return Picture.objects.create(news=news, file=stored, alt=alt)
