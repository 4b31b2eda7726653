"""Queries of the library."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Subquery, Sum, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from catalog.library.enums import State
from catalog.library.models import Document, DocumentCategory, Opening
from portal.access.permissions import Permission
from portal.core.values import dates

ON_A_SHELF = 6
READERS_SHOWN = 10


@dataclass(frozen=True)
class Shelf:
    """A category with its newest documents; `count` is how many it has in all."""

    category: DocumentCategory
    documents: list[Document]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.documents)


def documents_for(user):
    """Return a reader's documents with what a card shows: file, category, whether new; for publishers, readings."""
    found = Document.objects.visible_to(user).select_related("file", "category").annotate(is_new=_is_new(user))
    return with_readings(found) if user.has_right(Permission.DOCUMENTS_MANAGE) else found


def only_new(documents):
    """Return those of `documents_for` marked `Nouveau`."""
    return documents.in_state(State.CURRENT).filter(is_new=True)


def shown_first(documents):
    """Leave out withdrawn and expired documents, which publishers find by the filter."""
    return documents.filter(withdrawn_at__isnull=True).exclude(valid_until__lt=dates.today())


def _is_new(user):
    """Return whether published recently and, in this version, not yet opened by `user`."""
    since = dates.now() - timedelta(days=settings.LIBRARY_NEW_DAYS)
    read = Opening.objects.filter(document=OuterRef("pk"), user=user.pk, last_at__gte=OuterRef("published_at"))
    recent = Exists(Document.objects.filter(pk=OuterRef("pk"), published_at__gte=since))
    return recent & ~Exists(read)


def with_readings(documents):
    """Annotate `people` (readers) and `times` (openings in all)."""
    of_one = Opening.objects.filter(document=OuterRef("pk")).order_by().values("document")
    return documents.annotate(
        people=_number(of_one.annotate(number=Count("pk")).values("number")),
        times=_number(of_one.annotate(number=Sum("times")).values("number")),
    )


def _number(rows):
    return Coalesce(Subquery(rows, output_field=IntegerField()), Value(0))


def shelves(documents) -> list[Shelf]:
    """Group `documents` by category, the newest of each, in one query."""
    ranked = documents.annotate(
        rank=Window(RowNumber(), partition_by=F("category"), order_by=[F("published_at").desc(), F("pk").desc()]),
        in_category=Window(Count("pk"), partition_by=F("category")),
    )
    shown = ranked.filter(rank__lte=ON_A_SHELF).order_by("category__position", "category__name", "rank")
    return [
        Shelf(rows[0].category, rows, rows[0].in_category)
        for rows in (list(group) for _, group in groupby(shown, key=lambda document: document.category_id))
    ]


def readers_of(document):
    """Return the last people who opened it."""
    return document.openings.select_related("user").order_by("-last_at")[:READERS_SHOWN]
