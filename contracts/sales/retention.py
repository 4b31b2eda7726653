"""Retention of contracts: signed ones as long as the law requires, others while they may be reopened."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from contracts.sales.enums import Status
from contracts.sales.indexes import NEVER_SIGNED
from contracts.sales.models import Contract
from portal.audit.erasure import erase_details, events_since
from portal.audit.history import record
from portal.codes.erasure import forget_numbers
from portal.core.plugs.retention import YEAR, Rule
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from portal.messaging.states import FINAL

CLOSED = Q(status__in=[Status.UNREACHABLE, Status.WITHDRAWN]) | Q(status=Status.DRAFT, number__isnull=False)


def _quiet(before: datetime) -> QuerySet:
    """Return contracts that were never signed and on which nothing has happened since."""
    key = Cast(OuterRef("pk"), CharField())
    old = Contract.objects.filter(NEVER_SIGNED, status_changed_at__lt=before)
    return old.filter(~Exists(events_since(Contract, before, key))).order_by("status_changed_at")


def forgotten_drafts(before: datetime) -> QuerySet:
    return _quiet(before).filter(status=Status.DRAFT, number=None)


def never_signed(before: datetime) -> QuerySet:
    """Return contracts that were sent, closed without a signature, and not erased yet."""
    return _quiet(before).filter(CLOSED)


def signed(before: datetime) -> QuerySet:
    return Contract.objects.filter(signed_at__lt=before)


def delete_drafts(drafts: list[Contract]) -> int:
    return sum(_delete_draft(draft) for draft in drafts)


@transaction.atomic
def _delete_draft(draft: Contract) -> int:
    row = _same(draft)
    if row is None or not row.is_draft or row.number:
        return 0
    erase_details(row)
    row.delete()
    return 1


def erase_people(contracts: list[Contract]) -> int:
    return sum(_erase_people(contract) for contract in contracts)


@transaction.atomic
def _erase_people(contract: Contract) -> int:
    """Erase the personal data: identity, document, messages, notes, numbers. Number and statuses stay."""
    row = _same(contract)
    if row is None or row.signed_at:
        return 0
    blank = Contract(kind=row.kind)
    row.take_identity(blank)
    row.client, row.client_version = None, None
    row.profile, row.justification = None, ""
    row.product_snapshot.pop("suitability", None)
    row.document, row.document_sha256, row.document_error = None, "", ""
    row.erased_at, row.version = dates.now(), row.version + 1
    row.save()
    row.calls.update(note="")
    Message.objects.about(row).filter(state__in=FINAL).delete()
    forget_numbers(row)
    erase_details(row)
    for stored in StoredFile.objects.about(row):
        files.erase(stored)
    record(row, "contracts.erased")
    return 1


def _same(contract: Contract) -> Contract | None:
    """Lock and return the row, unless it changed since it was found."""
    rows = Contract.objects.select_for_update(of=("self",))
    return rows.filter(pk=contract.pk, version=contract.version).first()


RULES = (
    Rule(
        name="contracts.signed",
        label=_("Contrats signés et preuves de signature"),
        kept=_("%(time)s au moins après la signature (Code de la consommation, L213-1)"),
        then=_("Effacés sur décision d’une personne, jamais automatiquement"),
        days=lambda: settings.KEEP_CONTRACTS_YEARS * YEAR,
        due=signed,
        erase=None,
        order=10,
    ),
    Rule(
        name="contracts.unsigned",
        label=_("Contrats envoyés et jamais signés"),
        kept=_("%(time)s après leur clôture"),
        then=_("Identité, document, messages, notes et numéros effacés ; le numéro du contrat et ses dates restent"),
        days=lambda: settings.KEEP_UNSIGNED_DAYS,
        due=never_signed,
        erase=erase_people,
        order=20,
    ),
    Rule(
        name="contracts.drafts",
        label=_("Brouillons jamais envoyés"),
        kept=_("%(time)s après la dernière modification, ou jusqu’à leur suppression par le conseiller"),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_DRAFTS_DAYS,
        due=forgotten_drafts,
        erase=delete_drafts,
        order=30,
    ),
)
