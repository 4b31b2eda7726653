from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.audit.statuses import statuses_page

PAGE = Path(settings.BASE_DIR) / "docs" / "statuses.md"


class Command(BaseCommand):
    help = "Writes docs/statuses.md from the workflows in the code."

    def handle(self, *args, **options):
        PAGE.write_text(statuses_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is current")
