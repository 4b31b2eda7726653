"""Put older accounts back as they were before an import."""

from django.utils.translation import gettext as _

from portal.exchange.imports.kinds import Run
from portal.exchange.models import ImportLine
from subscriptions.legacy.fields import ATTRIBUTES
from subscriptions.legacy.models import LegacyAccount


def undo(run: Run, lines: list[ImportLine]) -> dict[int, str]:
    """Put accounts back, last line first; leave those that changed or were used since, and say why."""
    found = LegacyAccount.objects.filter(pk__in=[line.target for line in lines]).select_for_update(of=("self",))
    rows = {row.pk: row for row in found}
    used = set(LegacyAccount.objects.filter(pk__in=rows, links__isnull=False).values_list("pk", flat=True))
    left, restored, removed = {}, {}, []
    for line in lines:
        row = rows.get(line.target)
        if row is None:
            left[line.pk] = _("Ce compte n’existe plus.")
        elif row.version != line.before["version"]:
            left[line.pk] = _("Ce compte a changé depuis l’import.")
        elif not line.before.get("created"):
            _put_back(row, line.before)
            restored[row.pk] = row
        elif row.pk in used:
            left[line.pk] = _("Un conseiller a ajouté cette personne depuis l’import.")
        else:
            removed.append(row.pk)
    LegacyAccount.objects.bulk_update(restored.values(), [*ATTRIBUTES, "version", "search_text", "sort_name"])
    LegacyAccount.objects.filter(pk__in=removed).delete()
    return left


def _put_back(row: LegacyAccount, before: dict) -> None:
    for name in ATTRIBUTES:
        setattr(row, name, LegacyAccount._meta.get_field(name).to_python(before[name]))
    row.version -= 1
    row.fill_search()
