"""Suggest whose an orphan may be: at most three clients, each with its reasons. A suggestion attaches nothing."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.aggregation.models import PartnerContract
from crm.models import Client
from portal.core.values.text import normalise

SHOWN = 3
LOOKED_AT = 60
PROBABLE = 5
NAME, FIRST_NAME, BIRTH_DATE, COMPANY = 3, 1, 3, 5


@dataclass(frozen=True)
class Suggestion:
    """A client whose an orphan may be. `is_probable` needs two facts that agree, a name alone never does."""

    client: Client
    score: int
    reasons: list[str]

    @property
    def is_probable(self) -> bool:
        return self.score >= PROBABLE


def suggestions_for(user, contract: PartnerContract) -> list[Suggestion]:
    """Return up to three clients of the reader's scope that resemble the holder of `contract`, best first."""
    words = [word for word in normalise(contract.holder).replace("'", " ").replace("’", " ").split() if len(word) > 1]
    if not words and contract.holder_birth_date is None:
        return []
    wanted = Q()
    for word in words:
        wanted |= Q(sort_name__contains=word)
    if contract.holder_birth_date:
        wanted |= Q(birth_date=contract.holder_birth_date)
    found = Client.objects.visible_to(user).filter(wanted).order_by("sort_name", "pk")[:LOOKED_AT]
    scored = [_scored(contract, set(words), client) for client in found]
    best = sorted((each for each in scored if each.score >= NAME), key=lambda each: -each.score)
    return best[:SHOWN]


def _scored(contract: PartnerContract, words: set[str], client: Client) -> Suggestion:
    score, reasons = 0, []
    if client.is_company:
        if _words(client.company_name) and _words(client.company_name) <= words:
            score, reasons = COMPANY, [_("même raison sociale")]
    else:
        if _words(client.last_name) and _words(client.last_name) <= words:
            score, reasons = score + NAME, [*reasons, _("même nom")]
        if _words(client.first_name) and _words(client.first_name) <= words:
            score, reasons = score + FIRST_NAME, [*reasons, _("même prénom")]
        if contract.holder_birth_date and client.birth_date == contract.holder_birth_date:
            score, reasons = score + BIRTH_DATE, [*reasons, _("même date de naissance")]
        elif contract.holder_birth_date and client.birth_date:
            score = 0  # another birth date: another person
    return Suggestion(client, score, reasons)


def _words(name: str) -> set[str]:
    return set(normalise(name).replace("'", " ").replace("’", " ").split())
