"""Library of the demonstration: realistic documents, printed here from a few lines of text."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings

from catalog.demo import leaflets, office_files
from catalog.library import actions
from catalog.models import Document, DocumentCategory, Opening, Product
from portal.access.roles import Role
from portal.accounts.models import Organisation
from portal.core.values import dates
from portal.core.values.text import normalise
from portal.demo.team import LYON, Team
from portal.documents.rendering import RenderingUnavailable, render_pdf
from portal.documents.uploads import Upload

CATEGORIES = ("Plaquettes", "Tarifs", "Argumentaires", "Modèles")
NAMESPACE = uuid.UUID("9d6d1f0a-6f5e-4bb0-9c7b-3f1d2b8a5c11")
SELLERS = (Role.AGENT, Role.MANAGER)


@dataclass(frozen=True)
class Sample:
    """A document to publish `age` days ago; `make` returns its bytes when it is missing."""

    title: str
    category: str
    file: str
    make: Callable[[], bytes]
    age: int
    description: str = ""
    roles: tuple = ()
    places: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


def make_library(team: Team, products: dict[str, Product], rng: random.Random) -> int:
    """Publish what is missing; return how many are new. Documents that need a missing printer wait."""
    shelves = {
        name: DocumentCategory.objects.get_or_create(name=name, defaults={"position": 10 * position})[0]
        for position, name in enumerate(CATEGORIES, start=1)
    }
    known = set(Document.objects.values_list("creation_key", flat=True))
    made = [
        document
        for sample in _samples(products)
        if _key(sample) not in known and (document := _publish(sample, shelves, team))
    ]
    _open_some(made, team, rng)
    return len(made)


def _key(sample: Sample) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, sample.title)


def _publish(sample: Sample, shelves: dict, team: Team) -> Document | None:
    try:
        content = sample.make()
    except RenderingUnavailable:
        return None
    day = dates.today() - timedelta(days=sample.age)
    published = datetime.combine(day, time(9 + sample.age % 8, sample.age % 60), tzinfo=dates.PARIS)
    with dates.pretending(published):
        return actions.publish(
            values={
                "title": sample.title,
                "category": shelves[sample.category],
                "description": sample.description,
                "valid_from": sample.valid_from or dates.today(),
                "valid_until": sample.valid_until,
                "roles": sample.roles,
                "organisations": list(Organisation.objects.filter(code__in=sample.places)),
            },
            upload=Upload(content, sample.file, ""),
            key=_key(sample),
            by=team.office[0],
        )


def _samples(products: dict[str, Product]) -> list[Sample]:
    return [*_brochures(products), *_price_lists(products), *_arguments(), *_models()]


def _printed(make: Callable[[], leaflets.Leaflet]) -> Callable[[], bytes]:
    def bytes_of_it() -> bytes:
        context = {"leaflet": make(), "seller": settings.SELLER, "portal_name": settings.PORTAL_NAME}
        return render_pdf("demo/pdf/leaflet.html", context)

    return bytes_of_it


def _brochures(products: dict[str, Product]) -> list[Sample]:
    chosen = [products[reference] for reference in leaflets.BROCHURES]
    return [
        Sample(
            title=f"Plaquette {product.name}",
            category="Plaquettes",
            file=f"Plaquette {product.name}.pdf",
            make=_printed(lambda product=product: leaflets.brochure(product)),
            age=age,
            description=product.summary,
        )
        for product, age in zip(chosen, (4, 46, 61, 75), strict=True)
    ]


def _price_lists(products: dict[str, Product]) -> list[Sample]:
    on_sale = sorted((product for product in products.values() if product.is_active), key=lambda one: one.name)
    this_year = dates.today().year

    def of(year: int):
        return lambda: leaflets.price_list(on_sale, year)

    def sample(year: int, age: int, **more) -> Sample:
        return Sample(
            title=f"Tarif public {year}",
            category="Tarifs",
            file=f"Tarif public {year}.pdf",
            make=_printed(of(year)),
            age=age,
            valid_from=date(year, 1, 1),
            valid_until=date(year, 12, 31),
            **more,
        )

    return [
        sample(this_year, 30, description="Tous les prix, hors taxes et toutes taxes comprises."),
        sample(this_year + 1, 2, description="Ne se montre pas avant le 1er janvier."),
        sample(this_year - 1, 200),
        Sample(
            title=f"Tarif public {this_year}, en tableau",
            category="Tarifs",
            file=f"tarif-public-{this_year}.csv",
            make=lambda: office_files.table(of(this_year)()),
            age=30,
            description="Le même tarif, à ouvrir dans un tableur.",
            roles=SELLERS,
        ),
    ]


def _arguments() -> list[Sample]:
    return [
        Sample(
            title=leaflet.title,
            category="Argumentaires",
            file=f"{normalise(leaflet.title).replace(' : ', ' ').replace(' ', '-')}.pdf",
            make=_printed(lambda leaflet=leaflet: leaflet),
            age=age,
            description=leaflet.lead,
            roles=SELLERS,
            places=places,
        )
        for leaflet, age, places in (
            (leaflets.SIGNATURE, 3, ()),
            (leaflets.OBJECTIONS, 52, ()),
            (leaflets.AUDIT, 88, (LYON,)),
        )
    ]


def _models() -> list[Sample]:
    # Without accents: Pillow's own letters have none.
    poster = "Isolez vos combles avant l’hiver"
    return [
        Sample(
            title="Courrier de confirmation de rendez-vous",
            category="Modèles",
            file="Confirmation de rendez-vous.docx",
            make=office_files.letter,
            age=70,
            description="À compléter et à envoyer la veille du rendez-vous.",
        ),
        Sample(
            title=leaflets.FIRST_MEETING.title,
            category="Modèles",
            file="Fiche de premier rendez-vous.pdf",
            make=_printed(lambda: leaflets.FIRST_MEETING),
            age=70,
            description=leaflets.FIRST_MEETING.lead,
        ),
        Sample(
            title="Affiche de vitrine : isolation des combles",
            category="Modèles",
            file="Affiche combles.png",
            make=lambda: office_files.poster(poster),
            age=9,
            description="Pour la vitrine de l’agence, en couleurs.",
        ),
    ]


def _open_some(documents: list[Document], team: Team, rng: random.Random) -> None:
    """Mark most documents as read by colleagues; recent ones stay new for the demo accounts."""
    readers = [user for login, user in team.people.items() if "." in login and user.role in SELLERS]
    openings = []
    for document in documents:
        visible = [user for user in readers if Document.objects.visible_to(user).filter(pk=document.pk).exists()]
        for user in rng.sample(visible, k=rng.randint(0, len(visible))):
            first = _between(document.published_at, rng)
            openings.append(
                Opening(document=document, user=user, first_at=first, last_at=first, times=rng.randint(1, 4))
            )
    Opening.objects.bulk_create(openings, ignore_conflicts=True)


def _between(start: datetime, rng: random.Random) -> datetime:
    return start + (dates.now() - start) * rng.random() if start < dates.now() else dates.now()
