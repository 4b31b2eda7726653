"""How long the papers of new clients are kept; the history stays whole when they go."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.onboarding.enums import IDENTITY_KINDS, Status
from crm.onboarding.models import Onboarding, Page, Person
from portal.audit import transitions
from portal.audit.erasure import erase_details
from portal.audit.history import record
from portal.core.plugs.retention import Rule
from portal.core.values import dates
from portal.documents import files


def identity_due(before: datetime) -> QuerySet:
    """Accepted onboardings whose identity documents have served."""
    rows = Onboarding.objects.filter(status=Status.ACCEPTED, accepted_at__lt=before, erased_at=None)
    return rows.order_by("accepted_at", "pk")


def erase_identity(rows: list[Onboarding]) -> int:
    return sum(_erase_identity(row) for row in rows)


@transaction.atomic
def _erase_identity(onboarding: Onboarding) -> int:
    row = transitions.lock(onboarding)
    _remove_files(Page.objects.filter(piece__onboarding=row, piece__kind__in=IDENTITY_KINDS))
    Person.objects.filter(onboarding=row).update(birth_date=None)
    row.erased_at = dates.now()
    row.save()
    record(row, "onboarding.identity_erased")
    return 1


def unfinished_due(before: datetime) -> QuerySet:
    """Onboardings that nobody finished, those of files that were deleted, and what is left of old ones."""
    open_ones = Q(changed_at__lt=before) & ~Q(status__in=[Status.ACCEPTED, Status.TO_CHECK])
    over = open_ones | Q(client__removed_at__lt=before) | Q(erased_at__lt=before)
    return Onboarding.objects.filter(over).order_by("changed_at", "pk")


def erase_unfinished(rows: list[Onboarding]) -> int:
    return sum(_erase_unfinished(row) for row in rows)


@transaction.atomic
def _erase_unfinished(onboarding: Onboarding) -> int:
    row = transitions.lock(onboarding)
    _remove_files(Page.objects.filter(piece__onboarding=row))
    for piece in row.pieces.all():
        erase_details(piece)
    erase_details(row)
    return min(1, Onboarding.objects.filter(pk=row.pk).delete()[0])


def _remove_files(pages: QuerySet) -> None:
    for page in pages.filter(stored__isnull=False).select_related("stored"):
        stored = page.stored
        page.stored = None
        page.save(update_fields=["stored"])
        with suppress(ProtectedError):  # an accepted document stays where it was filed
            files.remove(stored)


RULES = (
    Rule(
        name="crm.identity_pieces",
        label=_("Pièces d’identité des clients acceptés"),
        kept=_("%(time)s après l’entrée en relation"),
        then=_("Effacées ; l’auteur et la date de vérification restent dans l’historique"),
        days=lambda: settings.KEEP_IDENTITY_PIECES_DAYS,
        due=identity_due,
        erase=erase_identity,
        order=42,
    ),
    Rule(
        name="crm.unfinished_onboardings",
        label=_("Inscriptions que le client n’a pas terminées"),
        kept=_("%(time)s après la dernière réponse"),
        then=_("Effacées avec leurs pièces"),
        days=lambda: settings.KEEP_UNFINISHED_ONBOARDINGS_DAYS,
        due=unfinished_due,
        erase=erase_unfinished,
        order=43,
    ),
)
