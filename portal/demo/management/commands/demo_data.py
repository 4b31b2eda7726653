from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.company import accounts_table, make_company


class Command(BaseCommand):
    help = "Remplit le portail de données fictives : une entreprise, son offre, ses clients, ses contrats."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Les données de démonstration demandent les passerelles de démonstration (SMS_GATEWAY).")
        team = make_company(self.stdout.write)
        self.stdout.write("")
        for line in accounts_table(team):
            self.stdout.write(line)
