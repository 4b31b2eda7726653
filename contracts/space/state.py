"""Words of a contract for its client: a status, the next sentence, a price, a term."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.core.values import dates
from portal.core.values.money import format_euros


@dataclass(frozen=True)
class ClientStatus:
    """A word for the badge, its tone, and what comes next in one sentence."""

    status_label: str | Promise
    status_tone: str
    sentence: str | Promise


CLOSED_UNSIGNED = ClientStatus(
    gettext_lazy("Offre fermée"),
    "muted",
    gettext_lazy("Cette offre n’est plus à signer. Votre conseiller peut vous en envoyer une autre."),
)
ENDED = ClientStatus(gettext_lazy("Terminé"), "muted", gettext_lazy("Ce contrat est arrivé à son terme."))
WORDS = {
    Status.DRAFT: ClientStatus(
        gettext_lazy("En préparation"), "neutral", gettext_lazy("Votre conseiller prépare ce contrat.")
    ),
    Status.AWAITING_CLIENT: ClientStatus(
        gettext_lazy("À signer"), "warning", gettext_lazy("Lisez le contrat, puis signez avec le code reçu par SMS.")
    ),
    Status.AWAITING_BACK_OFFICE: ClientStatus(
        gettext_lazy("En cours de confirmation"),
        "progress",
        gettext_lazy("Vous avez signé. Nous vous appelons pour confirmer."),
    ),
    Status.VALIDATED: ClientStatus(
        gettext_lazy("Actif"), "success", gettext_lazy("Votre contrat est confirmé, vous n’avez rien à faire.")
    ),
    Status.WITHDRAWN: ClientStatus(
        gettext_lazy("Renoncé"), "muted", gettext_lazy("Vous avez renoncé à ce contrat, vous n’avez rien à faire.")
    ),
    Status.UNREACHABLE: ClientStatus(
        gettext_lazy("À confirmer"),
        "warning",
        gettext_lazy("Nous n’avons pas réussi à vous joindre. Appelez votre conseiller."),
    ),
    Status.UNPAID: ClientStatus(
        gettext_lazy("Paiement en attente"),
        "danger",
        gettext_lazy("Un paiement n’a pas abouti. Appelez votre conseiller."),
    ),
}


def status_for_client(contract: Contract) -> ClientStatus:
    """Return what the client reads of a contract's status."""
    if contract.status == Status.UNREACHABLE and contract.signed_at is None:
        return CLOSED_UNSIGNED
    if contract.status == Status.VALIDATED and (end := last_day(contract)) and end < dates.today():
        return ENDED
    return WORDS[Status(contract.status)]


def last_day(contract: Contract) -> date | None:
    """Return the last day of a contract by the month; None for one without an end."""
    if not contract.duration_months or contract.start_date is None:
        return None
    months = contract.start_date.month - 1 + contract.duration_months
    year, month = contract.start_date.year + months // 12, months % 12 + 1
    same_day = min(contract.start_date.day, monthrange(year, month)[1])
    return date.fromordinal(date(year, month, same_day).toordinal() - 1)


def amount_in_words(contract: Contract) -> str:
    """Return `94,80 € TTC par mois`, or `588,00 € TTC`."""
    sentence = _("%(amount)s TTC par mois") if contract.duration_months else _("%(amount)s TTC")
    return sentence % {"amount": format_euros(contract.price.gross)}
