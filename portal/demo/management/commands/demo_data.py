from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo import behind
from portal.demo.company import accounts_table, begin_company, is_filled, make_company


class Command(BaseCommand):
    help = "Remplit le portail de données fictives : une entreprise, son offre, ses clients, ses contrats."

    def add_arguments(self, parser):
        parser.add_argument("--begin", action="store_true", help="de quoi se connecter, le portail fera le reste")
        parser.add_argument("--behind", action="store_true", help="le reste, derrière les pages")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Les données de démonstration demandent les passerelles de démonstration (SMS_GATEWAY).")
        if options.get("begin"):
            begin_company(self.stdout.write)
            filling.begin(None if is_filled() else dates.now())
            return
        if options.get("behind"):
            behind.fill()
            return
        team = make_company(self.stdout.write)
        filling.end()
        self.stdout.write("")
        for line in accounts_table(team):
            self.stdout.write(line)
