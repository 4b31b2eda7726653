"""Verification of the evidence: every history once a day, every stored file within a day; staff read what is wrong."""

from itertools import chain, islice

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.audit.chain import all_problems, problems_outside
from portal.audit.models import Event
from portal.core.values import dates
from portal.documents.models import FileFault
from portal.messaging import notices
from portal.operations.models import Verification
from portal.operations.notices import FILE_FAULT, HISTORY_FAULT

MOST_PROBLEMS = 50
KEPT = 30  # verifications


def faults() -> QuerySet:
    """The files whose bytes are gone or changed, the latest first."""
    return FileFault.objects.select_related("stored").order_by("-found_at", "pk")


def last() -> Verification | None:
    return Verification.objects.order_by("-at").first()


def verify_histories() -> Verification:
    """Read every history, keep what is wrong, and tell staff; takes minutes in a large database."""
    problems = list(islice(chain(all_problems(), problems_outside()), MOST_PROBLEMS))
    before = last()
    with transaction.atomic():
        made = Verification.objects.create(at=dates.now(), events=Event.objects.count(), problems=problems)
        old = Verification.objects.order_by("-at").values_list("pk", flat=True)[KEPT:]
        Verification.objects.filter(pk__in=list(old)).delete()
        if problems and problems != (before.problems if before else []):
            _tell(HISTORY_FAULT, made, {"count": len(problems)}, dedupe=str(made.pk))
    return made


def tell_faults() -> int:
    """Tell staff of each file fault that nobody was told of; returns how many."""
    untold = list(FileFault.objects.filter(told_at=None).values_list("pk", flat=True)[:100])
    return sum(_tell_fault(pk) for pk in untold)


@transaction.atomic
def _tell_fault(pk) -> int:
    fault = (
        FileFault.objects.select_for_update(of=("self",)).select_related("stored").filter(pk=pk, told_at=None).first()
    )
    if fault is None:
        return 0
    fault.told_at = dates.now()
    fault.save(update_fields=["told_at"])
    _tell(FILE_FAULT, fault.stored, {"fault": fault}, dedupe=f"{fault.pk}:{fault.found_at.isoformat()}")
    return 1


def _tell(kind: str, about, context: dict, *, dedupe: str) -> None:
    people = [person for person in User.objects.active() if person.has_right(Permission.OPERATIONS_VIEW)]
    name = kind.rpartition(".")[2]
    notices.notify(
        people,
        kind,
        about=about,
        template=f"operations/notices/{name}",
        context=context,
        url=reverse("operations:evidence"),
        dedupe=dedupe,
    )
