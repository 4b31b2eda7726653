from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo import behind, bulk, bulk_presales, story
from portal.demo.company import accounts_table, begin_company, make_company
from portal.documents.rendering import RenderingUnavailable

MOST = 1_000_000


class Command(BaseCommand):
    help = "Remplit le portail de données fictives : une entreprise, son offre, ses clients, ses contrats."

    def add_arguments(self, parser):
        parser.add_argument(
            "--contracts",
            type=int,
            metavar="N",
            help=f"ajoute N contrats (au plus {MOST}) d’un seul trait, pour les mesures",
        )
        parser.add_argument(
            "--requests",
            type=int,
            metavar="N",
            help=f"ajoute N opportunités, chacune avec sa demande avant-vente (au plus {MOST}), pour les mesures",
        )

        parser.add_argument("--begin", action="store_true", help="de quoi se connecter, le portail fera le reste")
        parser.add_argument("--behind", action="store_true", help="le reste, derrière les pages")

    def handle(self, *args, contracts: int | None = None, requests: int | None = None, **options):
        if not settings.DEMO:
            raise CommandError("Les données de démonstration demandent les passerelles de démonstration (SMS_GATEWAY).")
        measures = {"--contracts": (contracts, bulk.fill), "--requests": (requests, bulk_presales.fill)}
        asked = {option: measure for option, measure in measures.items() if measure[0] is not None}
        for option, (count, fill) in asked.items():
            self._measure(option, count, fill)
        if asked:
            return
        if options.get("begin"):
            begin_company(self.stdout.write)
            filling.begin(None if story.is_told() else dates.now())
            return
        if options.get("behind"):
            behind.fill()
            return
        team = make_company(self.stdout.write)
        filling.end()
        self.stdout.write("")
        for line in accounts_table(team):
            self.stdout.write(line)

    def _measure(self, option: str, count: int, fill: Callable) -> None:
        if not 0 < count <= MOST:
            raise CommandError(f"{option} attend un nombre entre 1 et {MOST}.")
        try:
            fill(count, self.stdout.write)
        except RenderingUnavailable as problem:
            raise CommandError(str(problem)) from problem
