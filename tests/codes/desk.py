"""A desk where codes are made and typed as an app does it: each step a transaction with its subject locked."""

from dataclasses import dataclass, field

from django.db import transaction

from portal.accounts.models import Organisation, User
from portal.codes import checking, issuing, lifting
from portal.codes.challenges import live_challenge
from portal.codes.enums import Channel
from portal.codes.issuing import Issued
from tests.factories.accounts import OrganisationFactory, UserFactory

PURPOSE = "tests.signature"
PHONE = "+33612345678"
DOCUMENT = "a" * 64


@dataclass
class Desk:
    """One subject (any row will do), the agent who types, the number and the document it is about."""

    about: Organisation = field(default_factory=OrganisationFactory)
    agent: User = field(default_factory=UserFactory)
    phone: str = PHONE
    document: str = DOCUMENT

    @transaction.atomic
    def issue(self, **options):
        """`Issued` or `Limited`."""
        row = self._lock()
        return issuing.issue(
            about=row, purpose=PURPOSE, phone=self.phone, document_sha256=self.document, by=self.agent, **options
        )

    @transaction.atomic
    def type(self, code: str, *, challenge=None, client: bool = False, phone: str = "", document: str = ""):
        """The result of a code typed by the agent, or by the client on their phone."""
        row = self._lock()
        if challenge is None:
            live = live_challenge(row, PURPOSE)
            challenge = live.pk if live else ""
        return checking.check(
            about=row,
            purpose=PURPOSE,
            challenge_id=challenge,
            code=code,
            by=None if client else self.agent,
            channel=Channel.CLIENT if client else Channel.AGENT,
            phone=phone or self.phone,
            document_sha256=document or self.document,
        )

    def wrong(self, **options):
        """The result of a wrong code, typed in answer to a new one."""
        issued = self.issue()
        if not isinstance(issued, Issued):
            return issued
        return self.type(other_than(issued.code), **options)

    @transaction.atomic
    def lift(self, *, by, reason: str = "Client rappelé, identité vérifiée"):
        return lifting.lift(about=self._lock(), purpose=PURPOSE, by=by, reason=reason)

    def status(self):
        return lifting.status_of(self.about, PURPOSE, by=self.agent)

    def _lock(self):
        return Organisation.objects.select_for_update().get(pk=self.about.pk)


def other_than(code: str) -> str:
    """Six digits that are not this code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
