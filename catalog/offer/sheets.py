"""The three kinds of sheets of the offer, by the word their addresses use."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.offer.models import Condition, ContractOffer, Partner, Product

CONDITIONS = "conditions"


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: `fields` are the columns that a version holds."""

    slug: str
    model: type[Model]
    label: str | Promise
    one: str | Promise
    new_label: str | Promise
    fields: tuple[str, ...]
    icon: str
    related: tuple[str, ...] = ()

    def values_of(self, row) -> dict:
        """Return the values of a record as JSON keeps them."""
        kept = {name: _kept(getattr(row, self.model._meta.get_field(name).attname)) for name in self.fields}
        if self.model is Product:
            kept[CONDITIONS] = [[each.title, each.text] for each in row.conditions.all()]
        return kept

    def typed(self, kept: dict) -> dict:
        """Return kept values as columns take them: foreign keys under their column's name (`partner_id`)."""
        columns = {name: self.model._meta.get_field(name) for name in self.fields if name in kept}
        return {field.attname: field.to_python(kept[name]) for name, field in columns.items()}

    def in_words(self, name: str, value) -> str:
        """Return a kept value for people."""
        if name == CONDITIONS:
            return "\n".join(title for title, _text in value or [])
        field = self.model._meta.get_field(name)
        if value in (None, ""):
            return "—"
        if field.is_relation:
            return str(field.related_model.objects.filter(pk=value).first() or "—")
        return str(dict(field.flatchoices).get(field.to_python(value), value)) if field.choices else str(value)

    def label_of(self, name: str) -> str:
        return str(_("Conditions")) if name == CONDITIONS else str(self.model._meta.get_field(name).verbose_name)


def _kept(value):
    return str(value) if isinstance(value, Decimal) else value


PARTNERS = Kind(
    "partenaires",
    Partner,
    _("Partenaires"),
    _("partenaire"),
    _("Nouveau partenaire"),
    ("name", "summary", "website", "email", "phone", "reference_alphabet", "reference_digits"),
    "building-store",
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


def write_conditions(product: Product, conditions: list) -> None:
    """Replace the articles of a product's conditions; frozen contracts keep theirs in their document."""
    product.conditions.all().delete()
    Condition.objects.bulk_create(
        Condition(product=product, position=position, title=title, text=text)
        for position, (title, text) in enumerate(conditions, start=1)
    )
