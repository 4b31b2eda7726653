"""Base classes of records that people fill in and edit."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.matching import searchable
from portal.core.values import dates
from portal.core.values.text import normalise


class Created(models.Model):
    """A record made by a form. `creation_key` comes from the form, so that sending it twice makes one record.

    `CREATED_BY` names the foreign key to the person who made it.
    """

    CREATED_BY = "owner"

    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("date de création"), default=dates.now, editable=False)

    class Meta:
        abstract = True


class Record(Created):
    """A record that several people may edit. `version` grows with each change; a form carries the one it was filled
    from, so that nobody overwrites what they have not seen.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("dernière modification"), default=dates.now, editable=False)

    class Meta:
        abstract = True

    def touch(self) -> None:
        """Note that the record changes now; the caller saves it."""
        self.version += 1
        self.changed_at = dates.now()


class Searched(models.Model):
    """A record that lists find by the words of `search_parts()` and sort by `sort_key()`.

    Its manager is a `portal.core.matching.SearchedQuerySet`; its index is a `portal.core.indexes.SearchIndex`.
    """

    search_text = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=80, editable=False, default="")

    class Meta:
        abstract = True

    def search_parts(self) -> list:
        raise NotImplementedError

    def sort_key(self) -> str:
        return str(self)

    def save(self, *args, **kwargs):
        self.fill_search()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text", "sort_name"}
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """Set the columns that lists search and sort by: also before a `bulk_create`, which saves nothing itself."""
        self.search_text = searchable(*self.search_parts())
        self.sort_name = normalise(self.sort_key())[:80]
