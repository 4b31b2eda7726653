from django.core.management.base import BaseCommand, CommandError

from portal.audit.chain import all_problems
from portal.audit.models import Event


class Command(BaseCommand):
    help = "Checks that no event of any history was altered, removed, inserted or swapped."

    def handle(self, *args, **options):
        problems = list(all_problems())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problem(s) found.")
        self.stdout.write(f"{Event.objects.count()} events checked, every history is whole.")
