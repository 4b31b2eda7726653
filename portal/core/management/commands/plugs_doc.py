from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.core.plugs.page import plugs_page

PAGE = Path(settings.BASE_DIR) / "docs" / "plugs.md"


class Command(BaseCommand):
    help = "Writes docs/plugs.md from the sockets in the code."

    def handle(self, *args, **options):
        PAGE.write_text(plugs_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is current")
