"""`manage.py retention`: what is past its time, and with `--apply` its erasure (the schedule does it every day)."""

from django.core.management.base import BaseCommand
from django.utils import translation

from portal.core.plugs import retention


class Command(BaseCommand):
    help = "Counts what is past the time it is kept; --apply erases it now, as the daily task does."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="erase it now; without it nothing is changed")

    def handle(self, *args, apply: bool = False, **options):
        with translation.override("fr"):
            self._tell(retention.apply_all() if apply else {}, apply)

    def _tell(self, done: dict[str, int], apply: bool) -> None:
        for rule in retention.rules():
            left = rule.waiting().order_by().count()
            figures = f"{done.get(rule.name, 0)} erased, {left} left" if apply else f"{left} past their time"
            kept = "" if rule.erase else " (nothing erases them: decide)"
            self.stdout.write(f"{rule.name:22} {figures}{kept}. {rule.label} : {rule.told}")
