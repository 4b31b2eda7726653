"""Import of partners' contracts: one line is one contract and its value on one day."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import ContractOffer, Partner
from contracts.aggregation.enums import State
from contracts.aggregation.fields import ATTRIBUTES, FIELDS
from contracts.aggregation.matching import clients_for
from contracts.aggregation.models import PartnerContract, Valuation
from contracts.aggregation.undoing import undo
from portal.access.permissions import Permission
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.core.values.text import normalise
from portal.exchange.imports.kinds import ImportKind, Planned, Record, Run, Source, Verdict
from portal.exchange.models import ImportLine

REDEEMED_WORDS = ("rachet", "rachat total", "redeemed", "verkauft")
CLOSED_WORDS = ("clos", "clotur", "termin", "resili", "sorti", "closed", "solde")


def state_of(written: str) -> str:
    """Return the state that a partner's words mean; a contract is open unless they say otherwise."""
    word = normalise(written)
    if any(word.startswith(each) for each in REDEEMED_WORDS):
        return State.REDEEMED
    return State.CLOSED if any(word.startswith(each) for each in CLOSED_WORDS) else State.OPEN


@dataclass(slots=True)
class _Known:
    """Knowledge of a contract while a file is planned: its last value and the lines that named it."""

    target: int | None
    attributes: dict
    value: Decimal | None = None
    valued_on: date | None = None
    lines: dict = field(default_factory=dict)  # day → (line number, amount)


def plan(run: Run, records: list[Record]) -> list[Planned]:
    """Compare each record with what is known of its contract; two queries per chunk."""
    partner = _partner(run)
    numbers = [partner.normalise(each.values["reference"]) for each in records]
    _look_up(run, partner, [number for number in numbers if number not in run.seen])
    return [_planned(run, each, number) for each, number in zip(records, numbers, strict=True)]


def _partner(run: Run) -> Partner:
    if "partner" not in run.seen:
        run.seen["partner"] = Partner.objects.get(pk=run.source)
    return run.seen["partner"]


def _look_up(run: Run, partner: Partner, numbers: list[str]) -> None:
    for contract in PartnerContract.objects.filter(partner=partner, normalised__in=numbers):
        run.seen[contract.normalised] = _Known(
            contract.pk,
            {name: getattr(contract, name) for name in (*ATTRIBUTES, "client_reference")},
            contract.value,
            contract.valued_on,
        )
        run.seen.setdefault("known", set()).add(contract.pk)


def _planned(run: Run, each: Record, number: str) -> Planned:
    values = each.values
    label = f"{values['reference']} {values.get('holder') or ''}".strip()
    if not number:
        return Planned(Verdict.REFUSED, _("Numéro de contrat invalide."), label)
    if len(str(values.get("currency") or "EUR")) != 3:
        return Planned(Verdict.REFUSED, _("La devise s’écrit en trois lettres, par exemple EUR."), label)
    value, day = values.get("value"), values.get("valued_on")
    if value is not None and day is None:
        return Planned(Verdict.REFUSED, _("Il manque la date de la valeur."), label)
    if value is not None and day > dates.today():
        return Planned(Verdict.REFUSED, _("La date de valeur est dans le futur."), label)
    known = run.seen.get(number)
    if known is None:
        run.seen[number] = _Known(None, attributes_of(values), value, day, {day: (each.number, value)})
        return Planned(Verdict.CREATED, "", label)
    if repeated := _repeated(run, each, known, value, day):
        return Planned(*repeated, label, known.target)
    known.lines[day] = (each.number, value)
    return Planned(*_change(known, values, value, day), label, known.target)


def _repeated(run: Run, each: Record, known: _Known, value, day) -> tuple[Verdict, str] | None:
    """Tell a line that repeats an earlier one of the file, or contradicts it: then both are refused."""
    if day not in known.lines:
        return None
    number, amount = known.lines[day]
    if amount == value:
        run.repeated.add(each.number)
        return Verdict.IGNORED, _("Répète la ligne %(number)s.") % {"number": number}
    told = _("Deux valeurs pour ce contrat à la même date (lignes %(first)s et %(second)s).")
    sentence = told % {"first": number, "second": each.number}
    run.revoked[number] = sentence
    return Verdict.REFUSED, sentence


def _change(known: _Known, values: dict, value, day) -> tuple[Verdict, str]:
    """Return the verdict on a record of a known contract, and what changes."""
    if value is not None and known.valued_on and day < known.valued_on:
        older = _("Valeur du %(day)s ignorée : celle du %(known)s est plus récente.")
        return Verdict.IGNORED, older % {"day": f"{day:%d/%m/%Y}", "known": f"{known.valued_on:%d/%m/%Y}"}
    if value is not None and day == known.valued_on and value != known.value:
        other = _("Autre valeur déjà connue au %(day)s : %(value)s.")
        return Verdict.REFUSED, other % {"day": f"{day:%d/%m/%Y}", "value": format_euros(known.value)}
    changed = {name: new for name, new in attributes_of(values).items() if known.attributes.get(name) != new}
    newer = value is not None and day != known.valued_on
    if not changed and not newer:
        return Verdict.UNCHANGED, ""
    said = [str(PartnerContract._meta.get_field(name).verbose_name) for name in changed]
    if newer:
        before = "—" if known.value is None else format_euros(known.value)
        said.insert(0, _("valeur : %(before)s → %(after)s") % {"before": before, "after": format_euros(value)})
        known.value, known.valued_on = value, day
    known.attributes |= changed
    return Verdict.UPDATED, ", ".join(said)


def attributes_of(values: dict) -> dict:
    """Return the columns of a contract that a line tells; what it leaves out stays."""
    told = {name: values[name] for name in ATTRIBUTES if name != "state" and values.get(name) not in (None, "")}
    if values.get("currency"):
        told["currency"] = values["currency"].upper()
    if values.get("state"):
        told["state"] = state_of(values["state"])
    if values.get("client_reference"):
        told["client_reference"] = values["client_reference"]
    return told


def notes(run: Run) -> list[str]:
    """Tell how many known contracts of the partner are absent from the file: they are kept."""
    present = run.seen.get("known", set())
    absent = PartnerContract.objects.filter(partner_id=run.source, state=State.OPEN).exclude(pk__in=present).count()
    if not absent or not present:
        return []
    told = ngettext(
        "%(count)s contrat en cours chez ce partenaire n’est pas dans le fichier : il est gardé, et signalé.",
        "%(count)s contrats en cours chez ce partenaire ne sont pas dans le fichier : ils sont gardés, et signalés.",
        absent,
    )
    return [told % {"count": absent}]


def token(source: int) -> str:
    """Return a text that changes with the contracts of a partner."""
    found = PartnerContract.objects.filter(partner_id=source).aggregate(count=Count("pk"), versions=Sum("version"))
    return f"{found['count']}:{found['versions'] or 0}"


# --- writing -------------------------------------------------------------------------------------------------------


def apply(run: Run, lines: list[ImportLine]) -> None:
    """Write a chunk of lines under the partner's lock: contracts, their values, and whose they are."""
    partner = Partner.objects.select_for_update().get(pk=run.source)
    values = {line.pk: _restored(line) for line in lines}
    numbers = {line.pk: partner.normalise(values[line.pk]["reference"]) for line in lines}
    numbered = PartnerContract.objects.filter(partner=partner, normalised__in=set(numbers.values()))
    known = list(numbered.select_for_update())
    contracts = {contract.normalised: contract for contract in known}
    offers = {normalise(offer.name): offer for offer in ContractOffer.objects.filter(partner=partner)}
    new, valuations = [], []
    for line in lines:
        number = numbers[line.pk]
        contract = contracts.get(number)
        if contract is None:
            contract = contracts[number] = _new(run, partner, number, values[line.pk])
            line.before = {"created": True}
            new.append(contract)
        else:
            line.before = _before(contract)
        _write(contract, values[line.pk], offers)
        if values[line.pk].get("value") is not None:
            valuations.append((contract, values[line.pk]))
        line.before["version"] = contract.version
    _attach(partner, new)
    PartnerContract.objects.bulk_create(new)
    for line in lines:
        line.target = contracts[numbers[line.pk]].pk
    fields = ["offer", "value", "valued_on", "version", "changed_at", "search_text", "sort_name"]
    fields += [*ATTRIBUTES, "client_reference", "client_normalised"]
    PartnerContract.objects.bulk_update(known, fields)
    Valuation.objects.bulk_create(
        [
            Valuation(
                contract=contract, valued_on=told["valued_on"], amount=told["value"], currency=contract.currency,
                batch=run.batch,
            )
            for contract, told in valuations
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _restored(line: ImportLine) -> dict:
    return {key: KIND.field(key).restored(value) for key, value in line.values.items()}


def _new(run: Run, partner: Partner, number: str, values: dict) -> PartnerContract:
    agency = None if run.by.has_right(Permission.ORPHANS_ALL) else run.by.organisation_id
    reference = values["reference"]
    return PartnerContract(
        partner=partner, agency_id=agency, reference=reference, normalised=number, client_reference=reference, version=0
    )


def _before(contract: PartnerContract) -> dict:
    names = (*ATTRIBUTES, "client_reference", "value", "valued_on", "offer_id")
    kept = {name: getattr(contract, name) for name in names}
    return {name: None if value is None else str(value) for name, value in kept.items()}


def _write(contract: PartnerContract, values: dict, offers: dict) -> None:
    for name, value in attributes_of(values).items():
        setattr(contract, name, value)
    contract.client_normalised = contract.partner.normalise(contract.client_reference) or contract.normalised
    contract.offer = offers.get(normalise(contract.product_name)) or contract.offer
    if values.get("value") is not None:
        contract.value, contract.valued_on = values["value"], values["valued_on"]
    contract.version += 1
    contract.changed_at = dates.now()
    contract.fill_search()


def _attach(partner: Partner, new: list[PartnerContract]) -> None:
    clients = clients_for(partner, new)
    for contract in new:
        contract.client_id = clients.get(contract.normalised)


def finish(run: Run) -> dict:
    """Flag the open contracts that the file did not name; unflag those that it did. Return what changed."""
    present = ImportLine.objects.filter(batch_id=run.batch, target__isnull=False).values("target")
    mine = PartnerContract.objects.filter(partner_id=run.source)
    back = mine.filter(pk__in=present, absent_since__isnull=False)
    gone = mine.filter(state=State.OPEN, absent_since=None).exclude(pk__in=present)
    kept = {
        "back": {str(pk): day.isoformat() for pk, day in back.values_list("pk", "absent_since")},
        "gone": list(gone.values_list("pk", flat=True)),
    }
    back.update(absent_since=None)
    mine.filter(pk__in=kept["gone"]).update(absent_since=dates.today())
    return kept


def take_back(run: Run, kept: dict | None) -> None:
    """Put the flags of absent contracts back."""
    if kept:
        PartnerContract.objects.filter(pk__in=kept["gone"]).update(absent_since=None)
        for pk, day in kept["back"].items():
            PartnerContract.objects.filter(pk=pk).update(absent_since=day)


def _partners(user) -> list[tuple[int, str]]:
    return list(Partner.objects.filter(is_active=True).values_list("pk", "name"))


KIND = ImportKind(
    name="contrats-partenaires",
    label=gettext_lazy("Contrats des partenaires"),
    guide=gettext_lazy("Le relevé qu’un partenaire vous envoie : un contrat par ligne, avec sa valeur."),
    right=Permission.AGGREGATION_IMPORT,
    source=Source(label=gettext_lazy("Partenaire"), choices=_partners),
    fields=FIELDS,
    plan=plan,
    apply=apply,
    undo=undo,
    token=token,
    notes=notes,
    finish=finish,
    take_back=take_back,
    summed="value",
    noun=lambda count: ngettext("contrat", "contrats", count),
    done_url=lambda source: f"{reverse('contracts:aggregation')}?partenaire={source}",
    order=10,
)
