"""Import of older accounts: one line is one person of one older database."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access.permissions import Permission
from portal.core.values import dates
from portal.core.values.text import normalise
from portal.exchange.imports.kinds import ImportKind, Planned, Record, Run, Verdict
from portal.exchange.models import ImportLine
from subscriptions.legacy.fields import ATTRIBUTES, FIELDS, LONGEST
from subscriptions.legacy.models import LegacyAccount
from subscriptions.legacy.undoing import undo

WRITTEN = [*ATTRIBUTES, "version", "search_text", "sort_name"]


def plan(run: Run, records: list[Record]) -> list[Planned]:
    """Compare each record with the account known for its source and address; one query per chunk."""
    emails = {each.values["email"] for each in records}
    for row in LegacyAccount.objects.filter(email__in=emails):
        run.seen.setdefault((normalise(row.source), row.email), _Known(row))
    return [_planned(run, each) for each in records]


class _Known:
    """Knowledge of one account while a file is planned: its row, and the line that named it."""

    def __init__(self, row: LegacyAccount | None, number: int | None = None, told: dict | None = None):
        self.row, self.number, self.told = row, number, told


def _planned(run: Run, each: Record) -> Planned:
    told = attributes_of(each.values)
    label = f"{each.values['email']} ({each.values['source']})"
    if told.get("opened_on") and told["opened_on"] > dates.today():
        return Planned(Verdict.REFUSED, _("La date d’ouverture est dans le futur."), label)
    key = (normalise(each.values["source"]), each.values["email"])
    known = run.seen.setdefault(key, _Known(None))
    target = known.row.pk if known.row else None
    if known.number is not None:
        return Planned(*_repeated(run, each, known, told), label, target)
    known.number, known.told = each.number, told
    return Planned(*_change(known.row, told), label, target)


def _repeated(run: Run, each: Record, known: _Known, told: dict) -> tuple[Verdict, str]:
    """Ignore a line that repeats an earlier one; refuse both when they contradict each other."""
    if told == known.told:
        return Verdict.IGNORED, _("Répète la ligne %(number)s.") % {"number": known.number}
    sentence = _("Deux lignes différentes pour cette adresse et cette base (lignes %(first)s et %(second)s).")
    run.revoked[known.number] = sentence % {"first": known.number, "second": each.number}
    return Verdict.REFUSED, run.revoked[known.number]


def _change(row: LegacyAccount | None, told: dict) -> tuple[Verdict, str]:
    if row is None:
        return Verdict.CREATED, ""
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    words = [str(LegacyAccount._meta.get_field(name).verbose_name) for name in changed]
    return (Verdict.UPDATED, ", ".join(words)) if changed else (Verdict.UNCHANGED, "")


def attributes_of(values: dict) -> dict:
    """Return the columns that a line tells; what it leaves out stays."""
    told = {name: values[name] for name in ATTRIBUTES if values.get(name) not in (None, "")}
    if values.get("full_name") and not told.keys() & {"first_name", "last_name"}:
        first, _blank, rest = values["full_name"].partition(" ")
        names = (first, rest.strip()) if rest else ("", first)
        told |= {key: name[:LONGEST] for key, name in zip(("first_name", "last_name"), names, strict=True) if name}
    return told


def notes(run: Run) -> list[str]:
    return [
        _(
            "Ces personnes ne reçoivent rien et ne peuvent pas se connecter. Elles sont reconnues quand un conseiller "
            "ajoute leur adresse à son portfolio."
        )
    ]


def token(source: int) -> str:
    """Return a text that changes with the table."""
    found = LegacyAccount.objects.aggregate(count=Count("pk"), versions=Sum("version"))
    return f"{found['count']}:{found['versions'] or 0}"


def apply(run: Run, lines: list[ImportLine]) -> None:
    """Write a chunk of lines; each keeps what it replaced, for the undo."""
    values = {line.pk: {key: KIND.field(key).restored(kept) for key, kept in line.values.items()} for line in lines}
    emails = {each["email"] for each in values.values()}
    found = list(LegacyAccount.objects.filter(email__in=emails).select_for_update(of=("self",)))
    known = {(normalise(row.source), row.email): row for row in found}
    spellings = {normalise(name): name for name in LegacyAccount.objects.values_list("source", flat=True).distinct()}
    people = _registered(emails)
    written, new = {}, []
    for line in lines:
        told, email = values[line.pk], values[line.pk]["email"]
        source = spellings.setdefault(normalise(told["source"]), told["source"])
        row = known.get((normalise(source), email))
        if row is None:
            row = known[(normalise(source), email)] = _new(source, email, people)
            line.before = {"created": True}
            new.append(row)
        else:
            line.before = {name: _kept(getattr(row, name)) for name in ATTRIBUTES}
            row.version += 1
        for name, value in attributes_of(told).items():
            setattr(row, name, value)
        row.fill_search()
        line.before["version"] = row.version
        written[line.pk] = row
    LegacyAccount.objects.bulk_create(new)
    LegacyAccount.objects.bulk_update([row for row in found if row in written.values()], WRITTEN)
    for line in lines:
        line.target = written[line.pk].pk


def _registered(emails: set[str]) -> dict:
    """Return the people who have registered here already, by address."""
    people = get_user_model().objects.filter(email__in=emails, activated_at__isnull=False)
    return {person.email: person for person in people}


def _new(source: str, email: str, people: dict) -> LegacyAccount:
    person = people.get(email)
    return LegacyAccount(source=source, email=email, account=person, claimed_at=person.activated_at if person else None)


def _kept(value) -> str | None:
    return None if value is None else str(value)


KIND = ImportKind(
    name="anciens-comptes",
    label=gettext_lazy("Comptes d’anciennes bases"),
    guide=gettext_lazy("Les clients d’un ancien site : e-mail, base d’origine, nom, ancien identifiant, date."),
    right=Permission.PORTFOLIO_IMPORT,
    fields=FIELDS,
    plan=plan,
    apply=apply,
    undo=undo,
    token=token,
    notes=notes,
    noun=lambda count: ngettext("compte", "comptes", count),
    done_url=lambda source: reverse("subscriptions:legacy_accounts"),
    order=30,
)
