"""`manage.py verify_ledger`: check that every entry of money is balanced."""

from django.core.management.base import BaseCommand, CommandError

from portal.ledger.models import Entry
from portal.ledger.queries import unbalanced


class Command(BaseCommand):
    help = "Check that the debits of every entry equal its credits."

    def handle(self, *args, **options):
        wrong = unbalanced()
        for entry in wrong:
            self.stderr.write(f"{entry.key}: {entry.debit} ≠ {entry.credit}")
        if wrong:
            raise CommandError(f"{len(wrong)} entries are wrong.")
        self.stdout.write(f"{Entry.objects.count()} entries, all balanced.")
