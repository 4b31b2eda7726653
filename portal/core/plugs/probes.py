"""What the portal depends on, asked how it is. Rooms plug in probes; `/sante/pret` and the page of
services show what they find."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.plugs import Socket

log = logging.getLogger("comptoir.probes")
WORDS = {
    "success": gettext_lazy("OK"),
    "neutral": gettext_lazy("Sans objet"),
    "warning": gettext_lazy("À surveiller"),
    "danger": gettext_lazy("En panne"),
}


@dataclass(frozen=True)
class Finding:
    """How something is: a tone (`success`, `neutral`, `warning`, `danger`), a sentence, and what to do about it.

    `seconds` is the age that matters, where there is one.
    """

    tone: str
    sentence: str
    advice: str = ""
    seconds: int | None = None

    @property
    def word(self) -> str:
        return str(WORDS[self.tone])


@dataclass(frozen=True)
class Probe:
    """`look()` asks, within a second or two. `at_the_door` ones are told by `/sante/pret` under `name` as well.

    `everyday` ones speak the back-office's words; the others are for administrators, who also read the advice.
    """

    name: str
    label: str
    look: Callable[[], Finding]
    order: int = 100
    at_the_door: bool = False
    needs_database: bool = True
    url_name: str = ""
    everyday: bool = False

    def examine(self) -> Finding:
        """What `look` finds; a probe that breaks has found something too."""
        try:
            return self.look()
        except Exception as error:  # noqa: BLE001 - one service in a bad state must not hide the others
            log.warning("probe %s: %s", self.name, type(error).__name__)
            return Finding("danger", _("Impossible de vérifier ce service."), _("Consultez le journal du portail."))


PROBES = Socket("probes", Probe, "A service that the portal depends on, asked how it is.")


def all_probes() -> list[Probe]:
    return PROBES.in_order()


def at_the_door() -> list[Probe]:
    return [probe for probe in all_probes() if probe.at_the_door]
