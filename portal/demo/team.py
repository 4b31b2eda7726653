"""The people who work with the portal, and where: one account per role, and colleagues so that lists are shared."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.accounts.models import Organisation, User
from portal.core.values import dates
from portal.demo.phones import fictional_landline

AGENCIES = (
    ("lyon-confluence", "Agence Lyon Confluence", "18 cours Charlemagne", "69002", "Lyon"),
    ("nantes-erdre", "Agence Nantes Erdre", "7 quai de Versailles", "44000", "Nantes"),
)
PARTNERS = (
    ("atlantique", "Réseau Atlantique Conseil", "3 rue de la Bourse", "44600", "Saint-Nazaire"),
    ("alpes", "Alpes Solutions", "11 avenue de Genève", "74000", "Annecy"),
)
LYON, NANTES = AGENCIES[0][0], AGENCIES[1][0]


@dataclass(frozen=True)
class Person:
    """An account to make; `login` is what stands before the @."""

    login: str
    first_name: str
    last_name: str
    role: str
    organisation: str = ""


# One account per role, listed on the login page.
PEOPLE = (
    Person("agent", "Julie", "Marchand", Role.AGENT, LYON),
    Person("agent2", "Erwan", "Le Goff", Role.AGENT, NANTES),
    Person("manager", "Isabelle", "Fontaine", Role.MANAGER, LYON),
    Person("backoffice", "Nathalie", "Roussel", Role.BACK_OFFICE),
    Person("avantvente", "Karim", "Benali", Role.PRESALES),
    Person("partenaire", "Sophie", "Delattre", Role.PARTNER, PARTNERS[0][0]),
    Person("client", "Camille", "Perrin", Role.CLIENT),
    Person("acheteur", "Valérie", "Chastain", Role.CLIENT),
    Person("fournisseur", "Gilles", "Roche", Role.SUPPLIER),
    Person("fournisseur2", "Nadia", "Ferrand", Role.SUPPLIER),
)

# Their colleagues: another mail domain, so that the login page stays short.
COLLEAGUES = (
    Person("theo.garnier", "Théo", "Garnier", Role.AGENT, LYON),
    Person("aicha.haddad", "Aïcha", "Haddad", Role.AGENT, LYON),
    Person("marc-antoine.de-villiers", "Marc-Antoine", "de Villiers", Role.AGENT, LYON),
    Person("lea.chauvin", "Léa", "Chauvin", Role.AGENT, LYON),
    Person("soizic.kervella", "Soizic", "Kervella", Role.AGENT, NANTES),
    Person("bastien.rolland", "Bastien", "Rolland", Role.AGENT, NANTES),
    Person("awa.diallo", "Awa", "Diallo", Role.AGENT, NANTES),
    Person("jean-noel.mahe", "Jean-Noël", "Mahé", Role.AGENT, NANTES),
    Person("yves.ollivier", "Yves", "Ollivier", Role.MANAGER, NANTES),
    Person("bruno.castel", "Bruno", "Castel", Role.BACK_OFFICE),
    Person("ines.moreau", "Inès", "Moreau", Role.PRESALES),
    Person("paul-henri.vasseur", "Paul-Henri", "Vasseur", Role.PRESALES),
    Person("hugo.lambert", "Hugo", "Lambert", Role.PARTNER, PARTNERS[0][0]),
    Person("claire.besson", "Claire", "Besson", Role.PARTNER, PARTNERS[1][0]),
)
COLLEAGUES_DOMAIN = f"equipe.{DOMAIN}"
RIGHTS = {Role.PARTNER: [Permission.OPPORTUNITIES.value]}


@dataclass(frozen=True)
class Team:
    """Everybody, by login."""

    people: dict[str, User]
    made: int

    def of(self, login: str) -> User:
        return self.people[login]

    @property
    def agents(self) -> list[User]:
        """Those who sell, the two demo agents first and so with the most clients."""
        return [user for user in self.people.values() if user.role == Role.AGENT]

    @property
    def office(self) -> list[User]:
        return [user for user in self.people.values() if user.role == Role.BACK_OFFICE]


def make_team(rng: random.Random) -> Team:
    """Agencies and accounts; one that is there already is left as it is, its password too."""
    organisations = _organisations()
    known = {user.email: user for user in User.objects.filter(email__endswith=DOMAIN)}
    password = ""
    people, made = {}, 0
    for rank, (person, domain) in enumerate(_everybody()):
        user = known.get(f"{person.login}@{domain}")
        if user is None:
            # One hash for all: a good password hash takes a third of a second.
            password = password or make_password(PASSWORD)
            user = _account(person, domain, organisations, rank, rng)
            user.password = password
            user.save()
            made += 1
        people[person.login] = user
    return Team(people, made)


def _everybody():
    yield from ((person, DOMAIN) for person in PEOPLE)
    yield from ((person, COLLEAGUES_DOMAIN) for person in COLLEAGUES)


def _organisations() -> dict[str, Organisation]:
    rows = [(*agency, Organisation.Kind.AGENCY) for agency in AGENCIES] + [
        (*partner, Organisation.Kind.PARTNER) for partner in PARTNERS
    ]
    return {
        code: Organisation.objects.get_or_create(
            code=code,
            defaults={"name": name, "address": address, "postal_code": postal_code, "city": city, "kind": kind},
        )[0]
        for code, name, address, postal_code, city, kind in rows
    }


def _account(person: Person, domain: str, organisations: dict, rank: int, rng: random.Random) -> User:
    joined = datetime.combine(
        dates.today() - timedelta(days=rng.randint(120, 1100)), time(9, rng.randrange(60)), tzinfo=dates.PARIS
    )
    return User(
        email=f"{person.login}@{domain}",
        first_name=person.first_name,
        last_name=person.last_name,
        role=person.role,
        organisation=organisations.get(person.organisation),
        phone="" if person.role in (Role.CLIENT, Role.SUPPLIER) else fictional_landline(person.organisation, 10 + rank),
        is_staff=person.role == Role.BACK_OFFICE,
        extra_rights=RIGHTS.get(person.role, []),
        date_joined=joined,
        invited_at=joined,
        activated_at=joined + timedelta(hours=2),
    )
