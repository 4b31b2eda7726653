"""The three kinds of sheets of the offer, by the word their addresses use."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.library.models import Document
from catalog.offer.models import Condition, ContractOffer, Partner, PartnerContact, Product
from portal.core.values.money import to_places


@dataclass(frozen=True)
class Part:
    """Content of a version besides its columns: `read(row)`, `write(row, kept)`, and `words(kept)` for people."""

    name: str
    label: str | Promise
    read: Callable
    write: Callable
    words: Callable


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: `fields` are the columns that a version holds, `parts` what it holds besides."""

    slug: str
    model: type[Model]
    label: str | Promise
    one: str | Promise
    new_label: str | Promise
    fields: tuple[str, ...]
    icon: str
    related: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def columns_of(self, row) -> dict:
        """Return the columns of a record, saved or planned, as JSON keeps them."""
        return {name: _kept(self._field(name), getattr(row, self._field(name).attname)) for name in self.fields}

    def parts_of(self, row) -> dict[str, list]:
        return {part.name: part.read(row) for part in self.parts}

    def values_of(self, row) -> dict:
        """Return everything that a version of a record holds."""
        return self.columns_of(row) | self.parts_of(row)

    def write_parts(self, row, kept: dict) -> None:
        """Replace the parts that `kept` names; frozen contracts keep theirs in their document."""
        for part in self.parts:
            if part.name in kept:
                part.write(row, kept[part.name])

    def typed(self, kept: dict) -> dict:
        """Return kept values as columns take them: foreign keys under their column's name (`partner_id`)."""
        columns = {name: self._field(name) for name in self.fields if name in kept}
        return {field.attname: field.to_python(kept[name]) for name, field in columns.items()}

    def in_words(self, name: str, value) -> str:
        """Return a kept value for people."""
        if part := self._part(name):
            return part.words(value or []) or "—"
        field = self._field(name)
        if value in (None, ""):
            return "—"
        if field.is_relation:
            return str(field.related_model.objects.filter(pk=value).first() or "—")
        return str(dict(field.flatchoices).get(field.to_python(value), value)) if field.choices else str(value)

    def label_of(self, name: str) -> str:
        part = self._part(name)
        return str(part.label if part else self._field(name).verbose_name)

    def _field(self, name: str):
        return self.model._meta.get_field(name)

    def _part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)


def _kept(field, value):
    if isinstance(value, Decimal):
        return str(to_places(value, field.decimal_places))
    return value if isinstance(value, int | None) else str(value)


def _write_conditions(product: Product, kept: list) -> None:
    product.conditions.all().delete()
    Condition.objects.bulk_create(
        Condition(product=product, position=position, title=title, text=text)
        for position, (title, text) in enumerate(kept, start=1)
    )


def _write_contacts(partner: Partner, kept: list) -> None:
    partner.contacts.all().delete()
    PartnerContact.objects.bulk_create(
        PartnerContact(partner=partner, position=position, name=name, job=job, email=email, phone=phone)
        for position, (name, job, email, phone) in enumerate(kept, start=1)
    )


def _contact_line(contact: list) -> str:
    return ", ".join(filter(None, contact))


CONDITIONS = Part(
    "conditions",
    _("Conditions"),
    lambda row: [[each.title, each.text] for each in row.conditions.all()],
    _write_conditions,
    lambda kept: "\n".join(title for title, _text in kept),
)
CONTACTS = Part(
    "contacts",
    _("Contacts"),
    lambda row: [[each.name, each.job, each.email, each.phone] for each in row.contacts.all()],
    _write_contacts,
    lambda kept: "\n".join(map(_contact_line, kept)),
)
DOCUMENTS = Part(
    "documents",
    _("Documents"),
    lambda row: sorted(row.documents.values_list("pk", flat=True)),
    lambda row, kept: row.documents.set(Document.objects.filter(pk__in=kept)),
    lambda kept: "\n".join(Document.objects.filter(pk__in=kept).values_list("title", flat=True)),
)
PARTNERS = Kind(
    "partenaires",
    Partner,
    _("Partenaires"),
    _("partenaire"),
    _("Nouveau partenaire"),
    ("name", "summary", "website", "email", "phone", "logo", "reference_alphabet", "reference_digits"),
    "building-store",
    parts=(CONTACTS,),
)
PRODUCTS = Kind(
    "produits",
    Product,
    _("Produits"),
    _("produit"),
    _("Nouveau produit"),
    (
        "reference",
        "name",
        "partner",
        "summary",
        "description",
        "billing",
        "duration_months",
        "net_price",
        "vat_rate",
        "risk",
    ),
    "package",
    ("partner",),
    (CONDITIONS, DOCUMENTS),
)
CONTRACTS = Kind(
    "contrats",
    ContractOffer,
    _("Contrats"),
    _("contrat"),
    _("Nouveau contrat partenaire"),
    ("partner", "name", "kind", "risk", "summary"),
    "file-text",
    ("partner",),
)
KINDS = {kind.slug: kind for kind in (PARTNERS, PRODUCTS, CONTRACTS)}
