"""Publishing news, taking them back, announcing them; noting who reads them."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.history import record, subject_key
from portal.audit.sentences import ADDED, CHANGED
from portal.audit.transitions import Refused, lock
from portal.core.values import dates
from portal.core.values.kept_words import BETWEEN, to_keep
from portal.documents import files
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload
from portal.news import queries
from portal.news.models import Audience, News, Picture, Reading
from portal.news.notices import put_away, tell_published
from portal.records import actions as records

Answer = TypeVar("Answer")
KIND = "news"
ANNOUNCED_WITHIN_DAYS = 2  # what was written with an older date is no news any more


@transaction.atomic
def create(*, values: dict, roles: list[str], organisation_kinds: list[str], key: UUID, by) -> News:
    """Keep a draft."""
    news, created = records.create(News(author=by, creation_key=key, **values), by=by)
    if created:
        address(news=news, roles=roles, organisation_kinds=organisation_kinds)
        record(news, ADDED, by=by)
    return news


@transaction.atomic
def change(*, news: News, values: dict, roles: list[str], organisation_kinds: list[str], version: int, by) -> News:
    """Change words and audience. Raises `Stale` when somebody else did so since the form was opened."""
    row = lock(news)
    before = {each.role or each.organisation_kind for each in row.audience.all()}
    readers = before != {*roles, *organisation_kinds}
    fields = [str(News._meta.get_field(name).verbose_name) for name in records.differing(row, values)]
    if records.write(row, values, version=version, also=readers):
        address(news=row, roles=roles, organisation_kinds=organisation_kinds)
        fields += [to_keep(gettext_lazy("destinataires"))] if readers else []
        record(row, CHANGED, by=by, data={"fields": BETWEEN.join(fields)})
    return row


@transaction.atomic
def schedule(*, news: News, at: datetime, by) -> News:
    """Let it out at a moment to come. Raises `Refused` when it is out already."""
    row = lock(news)
    if row.is_published:
        raise Refused(row, _("Cette actualité est déjà publiée."))
    if records.write(row, {"publish_at": at}):
        record(row, "news.scheduled", by=by, data={"day": at.astimezone(dates.PARIS).date().isoformat()})
    return row


@transaction.atomic
def publish(*, news: News, by) -> bool:
    """Let a draft, or what waits for a date to come, out now; False when it is out already."""
    row = lock(news)
    if row.is_published:
        return False
    records.write(row, {"publish_at": dates.now()})
    record(row, "news.published", by=by)
    return True


@transaction.atomic
def unpublish(*, news: News, by) -> bool:
    """Make a draft of it again: its readers do not find it any more; False when it is one."""
    row = lock(news)
    if row.is_draft:
        return False
    records.write(row, {"publish_at": None})
    record(row, "news.unpublished", by=by)
    return True


@transaction.atomic
def address(*, news: News, roles: list[str], organisation_kinds: list[str]) -> None:
    """Say whom it is for; nothing named is everybody."""
    wanted = {(role, "") for role in roles} | {("", kind) for kind in organisation_kinds}
    rows = {(row.role, row.organisation_kind): row for row in news.audience.all()}
    Audience.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    Audience.objects.bulk_create(
        Audience(news=news, role=role, organisation_kind=kind) for role, kind in sorted(wanted - rows.keys())
    )


def with_pictures(*, uploads: dict[str, Upload], write: Callable[[dict[str, StoredFile]], Answer], by) -> Answer:
    """What `write` answers, in one transaction, when it is given the files of `uploads`, which were stored before it.

    A file that it gives to no picture is removed again, as all are when it raises.
    """

    def attach(stored: list[StoredFile]) -> Answer:
        answer = write(dict(zip(uploads, stored, strict=True)))
        taken = set(Picture.objects.filter(file__in=stored).values_list("file", flat=True)) if stored else set()
        for file in stored:
            if file.pk not in taken:
                files.remove(file)
        return answer

    contents = [{"content": sent.content, "name": sent.name, "kind": KIND, "by": by} for sent in uploads.values()]
    return files.store_all_for(attach, contents)


@transaction.atomic
def give_file(*, picture: Picture, stored: StoredFile) -> None:
    """Make `stored` the file of `picture`, whose news exists; what it had before goes."""
    former = picture.file if picture.file_id else None
    stored.about_type, stored.about_id = subject_key(picture.news)
    stored.save()
    picture.file = stored
    picture.save()
    if former:
        files.remove(former)


@transaction.atomic
def add_picture(*, news: News, stored: StoredFile, alt: str, position: int, by) -> Picture:
    """Show a stored picture with it."""
    row = lock(news)
    picture = Picture(news=row, alt=alt, position=position)
    give_file(picture=picture, stored=stored)
    _note_pictures(row, by)
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by) -> None:
    """Take a picture away, its file included."""
    row, file = lock(picture.news), picture.file
    picture.delete()
    files.remove(file)
    _note_pictures(row, by)


def _note_pictures(row: News, by) -> None:
    row.touch()
    row.save()
    record(row, CHANGED, by=by, data={"fields": to_keep(gettext_lazy("images"))})


def note_reading(*, news: News, user) -> None:
    """That `user` opened it, once; a draft that its writer looks at is not read."""
    if not news.is_published or Reading.objects.filter(news=news, user=user).exists():
        return
    Reading.objects.bulk_create([Reading(news=news, user=user)], ignore_conflicts=True)
    put_away(news, reader=user)


def announce_due() -> int:
    """Tell those who asked of what came out, each piece once, whoever else runs this; returns how many."""
    return sum(_announce(news) for news in queries.to_announce()[:20])


@transaction.atomic
def _announce(news: News) -> bool:
    row = lock(news)
    if row.announced_at or not row.is_published:
        return False
    row.announced_at = dates.now()
    row.save(update_fields=["announced_at"])
    if queries.is_recent(row, ANNOUNCED_WITHIN_DAYS):
        tell_published(row, readers=queries.readers_of(row))
    return True
