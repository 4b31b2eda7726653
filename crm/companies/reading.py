"""Parser of the directory's answers: the State's JSON in, `Answer` out. Nothing masked gets past it."""

import json
from dataclasses import dataclass, field
from datetime import date

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from crm.companies import identifiers
from crm.companies.enums import WITHOUT_VAT, UnitState, legal_form_label, section_label
from portal.core.values.typed_text import one_line

MASK = "[NON-DIFFUSIBLE]"
SOLE_TRADER = "1000"
MOST = 25  # results read from one answer, officers of one company
LONGEST = 200


class UnreadableAnswer(ValueError):
    """The directory answered something that is not its JSON: HTML, a cut body, another shape."""


@dataclass(frozen=True)
class Place:
    """An address. Abroad it is one line with a `country`."""

    address: str = ""
    extra: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return bool(self.address or self.postal_code or self.city)

    @property
    def one_line(self) -> str:
        town = f"{self.postal_code} {self.city}".strip()
        return ", ".join(part for part in (self.address, self.extra, town, self.country) if part)


@dataclass(frozen=True)
class Establishment:
    siret: str
    place: Place
    is_open: bool
    is_head: bool = False


@dataclass(frozen=True)
class Officer:
    """A person who runs a company; the directory tells neither day of birth nor what they own."""

    last_name: str
    first_name: str
    job: str = ""


@dataclass(frozen=True)
class Company:
    """A company as the directory describes it, without any masked value."""

    siren: str
    name: str
    acronym: str = ""
    legal_form: str = ""
    activity: str = ""
    section: str = ""
    created_on: date | None = None
    closed_on: date | None = None
    state: UnitState = UnitState.OPEN
    is_masked: bool = False
    last_name: str = ""
    first_name: str = ""
    vat_number: str = ""
    head: Establishment | None = None
    establishments: tuple[Establishment, ...] = field(default=())
    officers: tuple[Officer, ...] = field(default=())

    @property
    def is_sole_trader(self) -> bool:
        return self.legal_form == SOLE_TRADER

    @property
    def legal_form_label(self) -> str:
        return legal_form_label(self.legal_form)

    @property
    def activity_label(self) -> str:
        return section_label(self.section)

    @property
    def is_abroad(self) -> bool:
        return bool(self.head and self.head.place.country)

    @property
    def french_establishment(self) -> Establishment | None:
        """The first open establishment in France, offered when the head office is abroad."""
        return next((each for each in self.establishments if each.is_open and not each.place.country), None)

    def establishment(self, siret: str = "") -> Establishment | None:
        """The establishment with this SIRET, else the head office."""
        known = (*self.establishments, *([self.head] if self.head else []))
        return next((each for each in known if siret and each.siret == siret), self.head)


@dataclass(frozen=True)
class Answer:
    companies: tuple[Company, ...] = ()
    total: int = 0


def read_answer(body: bytes) -> Answer:
    """Read a whole answer. Raises `UnreadableAnswer` for anything but the directory's shape."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer("not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("results"), list):
        raise UnreadableAnswer("no list of results")
    found = [read_company(result) for result in data["results"][:MOST] if isinstance(result, dict)]
    companies = tuple(company for company in found if company)
    total = data.get("total_results")
    return Answer(companies, total if isinstance(total, int) and companies else len(companies))


def read_company(raw: dict) -> Company | None:
    """One result; None for the empty one that stands for an unknown number."""
    masked = MASK in json.dumps(raw, ensure_ascii=False) or raw.get("statut_diffusion") == "P"
    values = _unmasked(raw)
    number = _text(values, "siren")
    if not siren_number.is_valid(number):
        return None
    person = _sole_trader(values)
    name = _text(values, "nom_raison_sociale") or _text(values, "nom_complet") or " ".join(person).strip()
    head = _establishment(values.get("siege"), is_head=True)
    legal_form = _text(values, "nature_juridique")
    return Company(
        siren=number,
        name=name,
        acronym=_text(values, "sigle"),
        legal_form=legal_form,
        activity=_text(values, "activite_principale"),
        section=_text(values, "section_activite_principale")[:1],
        created_on=_day(values, "date_creation"),
        closed_on=_day(values, "date_fermeture"),
        state=_state(values),
        is_masked=masked,
        last_name=person[1],
        first_name=person[0],
        vat_number=_vat(values, number, legal_form),
        head=head,
        establishments=_establishments(values.get("matching_etablissements")),
        officers=_officers(values.get("dirigeants")),
    )


def _unmasked(value):
    """`value` without the directory's mask, wherever it stands."""
    if isinstance(value, str):
        return value.replace(MASK, "").strip() or None
    if isinstance(value, list):
        return [_unmasked(each) for each in value]
    if isinstance(value, dict):
        return {name: _unmasked(each) for name, each in value.items()}
    return value


def _text(values: dict, name: str) -> str:
    value = values.get(name)
    return " ".join(one_line(value).split())[:LONGEST] if isinstance(value, str) else ""


def _day(values: dict, name: str) -> date | None:
    try:
        return date.fromisoformat(_text(values, name)[:10])
    except ValueError:
        return None


def _state(values: dict) -> UnitState:
    if values.get("etat_administratif") == "C":
        return UnitState.CLOSED
    if values.get("nombre_etablissements_ouverts") == 0:
        return UnitState.NO_ESTABLISHMENT
    return UnitState.OPEN


def _officers(raw) -> tuple[Officer, ...]:
    """The natural persons who run it; auditors and companies are no officers."""
    rows = [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
    people = [Officer(_text(row, "nom"), _text(row, "prenoms"), _text(row, "qualite")) for row in rows]
    return tuple(each for each in people if each.last_name and each.first_name and "Commissaire" not in each.job)[:MOST]


def _sole_trader(values: dict) -> tuple[str, str]:
    """First and last name of a sole trader."""
    if values.get("nature_juridique") != SOLE_TRADER:
        return "", ""
    managers = values.get("dirigeants")
    first = managers[0] if isinstance(managers, list) and managers and isinstance(managers[0], dict) else {}
    if last_name := _text(first, "nom"):
        return _text(first, "prenoms"), last_name
    whole = _text(values, "nom_complet").split()
    return " ".join(whole[:-1]), whole[-1] if whole else ""


def _vat(values: dict, number: str, legal_form: str) -> str:
    given = values.get("tva")
    for each in given if isinstance(given, list) else []:
        try:
            return identifiers.clean_vat(each)
        except (identifiers.WrongIdentifier, TypeError, AttributeError):
            continue
    return "" if legal_form.startswith(WITHOUT_VAT) else identifiers.vat_of(number)


def _establishments(raw) -> tuple[Establishment, ...]:
    found = [_establishment(each) for each in raw[:MOST]] if isinstance(raw, list) else []
    return tuple(each for each in found if each)


def _establishment(raw, *, is_head: bool = False) -> Establishment | None:
    if not isinstance(raw, dict):
        return None
    number = _text(raw, "siret")
    if not siret_number.is_valid(number):
        number = ""
    place = _place(raw)
    if not number and not place:
        return None
    is_open = raw.get("etat_administratif") != "F"
    return Establishment(number, place, is_open, is_head or raw.get("est_siege") is True)


def _place(raw: dict) -> Place:
    whole, country = _text(raw, "adresse"), _text(raw, "libelle_pays_etranger")
    if country:
        line = whole.removesuffix(country).strip()
        return Place(address=line or _text(raw, "libelle_commune_etranger"), country=country)
    code, town = _text(raw, "code_postal"), _text(raw, "libelle_commune")
    extra = _text(raw, "complement_adresse")
    line = whole.split(f" {code} ")[0].removesuffix(f"{code} {town}").strip() if code else whole
    if extra and line.startswith(f"{extra} "):
        line = line.removeprefix(extra).strip()
    return Place(address=line, extra=extra, postal_code=code[:5], city=town)
