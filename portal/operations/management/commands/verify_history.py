from django.core.management.base import BaseCommand, CommandError

from portal.audit.chain import all_problems, problems_outside
from portal.audit.models import Event
from portal.documents.verification import check_all


class Command(BaseCommand):
    help = "Checks that no event was altered, removed, inserted or swapped, and that stored files are intact."

    def add_arguments(self, parser):
        parser.add_argument("--restored", action="store_true", help="the database comes from a backup: it lacks days")
        parser.add_argument("--without-files", action="store_true", help="read no stored file")

    def handle(self, *args, restored: bool = False, without_files: bool = False, **options):
        problems = [*all_problems(), *problems_outside(restored=restored)]
        if not without_files:
            problems += [f"file {fault.stored_id} of {_owner(fault.stored)} is {fault.kind}" for fault in check_all()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problem(s) found.")
        self.stdout.write(f"{Event.objects.count()} events checked, every history is whole.")


def _owner(stored) -> str:
    return f"{stored.about_type} {stored.about_id}" if stored.about_type else stored.name
