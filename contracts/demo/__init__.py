"""The demonstration's contracts: ten weeks of sales, played by the actions that pages call."""

from contracts.demo import cast, timeline
from contracts.demo.printing import Prints
from contracts.sales.models import Contract
from portal.core.values import dates
from portal.documents.rendering import INSTALL_PANGO, RenderingUnavailable


def add_contracts(demo) -> None:
    made = 0 if timeline.is_played() else _play(demo)
    demo.say(f"  contrats : {Contract.objects.count()} ({made} nouveaux)")


def _play(demo) -> int:
    scenarios = cast.scenarios(demo.clients, demo.products, demo.dice(2), dates.now())
    try:
        prints = timeline.print_documents(scenarios)
    except RenderingUnavailable:
        demo.say(
            f"  sans Pango, aucun document : seuls des contrats non signés sont créés. Installez-le : {INSTALL_PANGO}"
        )
        scenarios, prints = timeline.without_documents(scenarios), Prints()
    timeline.play(scenarios, prints, demo.team.office)
    demo.read_old_notices()
    return len(scenarios)


STEPS = ((30, add_contracts),)
