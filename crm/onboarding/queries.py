"""Queries of onboardings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.onboarding import rules
from crm.onboarding.enums import PieceStatus, Status
from crm.onboarding.models import Onboarding, Page, Piece

DATA, PEOPLE, CONSENTS, END = "informations", "personnes", "accords", "envoi"


@dataclass(frozen=True)
class Part:
    """One screen of an onboarding; `piece` where it asks for a document."""

    key: str
    label: str | Promise
    is_done: bool
    piece: Piece | None = None


def onboarding_of(client: Client) -> Onboarding | None:
    return Onboarding.objects.filter(client=client).select_related("client").first()


def pieces_of(onboarding: Onboarding) -> list[Piece]:
    return list(Piece.objects.filter(onboarding=onboarding).order_by("pk"))


def parts_of(onboarding: Onboarding, pieces: list[Piece]) -> list[Part]:
    """The screens in their order; once pieces were refused, these alone."""
    asked = [_part_of(piece) for piece in pieces if piece.status != PieceStatus.ACCEPTED]
    if onboarding.status == Status.TO_COMPLETE:
        return [part for part in asked if part.piece.reason or not part.is_done]
    parts = [Part(DATA, _("Vos informations"), onboarding.data_at is not None)]
    if onboarding.client.is_company:
        parts.append(Part(PEOPLE, _("Dirigeants et bénéficiaires"), onboarding.people_at is not None))
    return [*parts, *asked, Part(CONSENTS, _("Vos accords"), rules.agrees(onboarding.consents))]


def _part_of(piece: Piece) -> Part:
    return Part(f"piece-{piece.pk}", piece.get_kind_display(), piece.status == PieceStatus.DROPPED, piece)


def current_pages(piece: Piece) -> list[Page]:
    """The pages of a piece as it stands, with their files."""
    return list(Page.objects.filter(piece=piece).current().select_related("stored"))


def progress_of(onboarding: Onboarding | None) -> tuple[int, int]:
    """Return how many screens of how many are done."""
    if onboarding is None:
        return 0, 0
    parts = parts_of(onboarding, pieces_of(onboarding))
    return sum(part.is_done for part in parts), len(parts)
