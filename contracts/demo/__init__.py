"""The demonstration's contracts: ten weeks of sales, played by the actions that pages call."""

from contracts.demo import cast, timeline
from contracts.demo.printing import Prints
from contracts.sales.models import Contract
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.documents.rendering import INSTALL_PANGO, RenderingUnavailable


class Progress:
    """Count of the contracts made so far, shown by pages."""

    def __init__(self, done: int, total: int):
        self.done, self.total = done, total
        self.add(0)

    def add(self, count: int) -> None:
        self.done += count
        filling.note(self.done, self.total)
        filling.let_others_in()


def add_contracts(demo) -> None:
    """Make the contracts; an interrupted run resumes from the moment kept by `filling`."""
    begun = filling.current()
    since = begun.moment if begun else None
    made = 0 if is_filled() and not since else _play(demo, since or dates.now())
    demo.say(f"  contrats : {Contract.objects.count()} ({made} nouveaux)")


def is_filled() -> bool:
    return timeline.is_played()


def _play(demo, since) -> int:
    every = cast.scenarios(demo.clients, demo.products, demo.dice(2), since)
    scenarios = timeline.unplayed(every)
    progress = Progress(len(every) - len(scenarios), len(every))
    try:
        prints = timeline.begin_to_print_documents(scenarios)
    except RenderingUnavailable:
        demo.say(
            f"  sans Pango, aucun document : seuls des contrats non signés sont créés. Installez-le : {INSTALL_PANGO}"
        )
        scenarios, prints = timeline.without_documents(scenarios), Prints()
    timeline.play(scenarios, prints, demo.team.office, progress.add)
    return len(scenarios)


STEPS = ((30, add_contracts),)
