from django.core.management.base import BaseCommand, CommandError

from portal.audit.chain import all_problems, problems_outside
from portal.audit.models import Event


class Command(BaseCommand):
    help = "Checks that no event of any history was altered, removed, inserted or swapped."

    def add_arguments(self, parser):
        parser.add_argument("--restored", action="store_true", help="the database comes from a backup: it lacks days")

    def handle(self, *args, restored: bool = False, **options):
        problems = [*all_problems(), *problems_outside(restored=restored)]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problem(s) found.")
        self.stdout.write(f"{Event.objects.count()} events checked, every history is whole.")
