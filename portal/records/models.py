"""Base classes of records that people fill in and edit."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates


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
