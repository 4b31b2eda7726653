"""Catalogue records: partners, their contract offers, products with their price and their conditions."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.library.models import Document
from catalog.offer.enums import Billing, Holding, ReferenceAlphabet
from catalog.offer.references import normalise_reference
from portal.core.values import dates
from portal.core.values.money import Price
from portal.documents.models import StoredFile
from portal.records.models import Record

RISKS = [(level, str(level)) for level in range(1, 8)]


class OfferQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)


class Sheet(Record):
    """Base of partners, products and contract offers: they retire, and each version is kept."""

    CREATED_BY = "created_by"

    is_active = models.BooleanField(_("en vente"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def status_label(self) -> str:
        return str(_("En vente") if self.is_active else _("Retiré"))

    @property
    def status_tone(self) -> str:
        return "success" if self.is_active else "muted"


class Partner(Sheet):
    """A company whose contracts are sold, or held by clients. `reference_*` say how it writes its references."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    summary = models.CharField(_("en une phrase"), max_length=200, blank=True)
    website = models.URLField(_("site web"), blank=True)
    email = models.EmailField(_("e-mail du contact"), blank=True)
    phone = models.CharField(_("téléphone du contact"), max_length=20, blank=True)
    logo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    reference_alphabet = models.CharField(
        _("caractères des références"),
        max_length=10,
        choices=ReferenceAlphabet,
        default=ReferenceAlphabet.LETTERS_AND_DIGITS,
    )
    reference_digits = models.PositiveSmallIntegerField(
        _("longueur des références en chiffres"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(30)],
        help_text=_("Les références plus courtes sont complétées par des zéros à gauche. Vide : aucune règle."),
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def normalise(self, reference: str) -> str:
        """Return a reference of this partner as it is compared."""
        return normalise_reference(reference, alphabet=self.reference_alphabet, digits=self.reference_digits)


class PartnerContact(models.Model):
    """A person to call at a partner."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(_("ordre"), default=1)
    name = models.CharField(_("nom"), max_length=120)
    job = models.CharField(_("fonction"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("contact d’un partenaire")
        verbose_name_plural = _("contacts de partenaires")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class ContractOffer(Sheet):
    """A type of contract of a partner that clients may hold. `risk` is the SRI, from 1 to 7."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="offers", verbose_name=_("partenaire"))
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=16, choices=Holding, default=Holding.LIFE_INSURANCE)
    risk = models.PositiveSmallIntegerField(_("niveau de risque (SRI)"), null=True, blank=True, choices=RISKS)
    summary = models.CharField(_("en une phrase"), max_length=200, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat partenaire")
        verbose_name_plural = _("contrats partenaires")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "name"], name="catalog_offer_name_per_partner"),
            models.CheckConstraint(
                name="catalog_offer_risk", condition=models.Q(risk=None) | models.Q(risk__range=(1, 7))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(OfferQuerySet):
    def on_sale(self):
        return self.filter(is_active=True).order_by("name")


class Product(Sheet):
    reference = models.CharField(_("référence"), max_length=30, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    summary = models.CharField(_("en une phrase"), max_length=200)
    description = models.TextField(_("description"), help_text=_("L’objet du contrat, en une phrase."))
    billing = models.CharField(_("facturation"), max_length=10, choices=Billing, default=Billing.ONE_OFF)
    duration_months = models.PositiveSmallIntegerField(
        _("durée (mois)"),
        null=True,
        blank=True,
        help_text=_("Pour un produit mensuel."),
    )
    net_price = models.DecimalField(
        _("prix HT"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Par mois pour un produit mensuel."),
    )
    vat_rate = models.DecimalField(
        _("taux de TVA (%)"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("20.00"),
        validators=[MinValueValidator(0), MaxValueValidator(30)],
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("partenaire")
    )
    risk = models.PositiveSmallIntegerField(_("niveau de risque (SRI)"), null=True, blank=True, choices=RISKS)
    documents = models.ManyToManyField(Document, blank=True, related_name="products", verbose_name=_("documents"))

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("produit")
        verbose_name_plural = _("produits")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="catalog_product_monthly_has_duration",
                condition=(
                    models.Q(billing=Billing.MONTHLY, duration_months__gte=1)
                    | models.Q(billing=Billing.ONE_OFF, duration_months__isnull=True)
                ),
                violation_error_message=_("Un produit mensuel a une durée en mois ; un paiement unique n’en a pas."),
            ),
            models.CheckConstraint(
                name="catalog_product_risk", condition=models.Q(risk=None) | models.Q(risk__range=(1, 7))
            ),
            models.CheckConstraint(
                name="catalog_product_price_positive",
                condition=models.Q(net_price__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> Price:
        """Of one payment: the whole of it, or one month."""
        return Price.of(self.net_price, self.vat_rate)

    @property
    def is_monthly(self) -> bool:
        return self.billing == Billing.MONTHLY


class Condition(models.Model):
    """One article of the conditions of a product, printed on its contracts in this order."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField(_("ordre"), default=1)
    title = models.CharField(_("titre"), max_length=120)
    text = models.TextField(_("texte"))

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class RevisionState(models.TextChoices):
    SCHEDULED = "scheduled", _("Programmée")
    PUBLISHED = "published", _("Publiée")
    CANCELLED = "cancelled", _("Annulée")


class Revision(models.Model):
    """One version of a sheet: its values, and since when or from which day they are in force.

    `sheet` names the kind (`produits`), `key` the record. The record itself always holds the version in force.
    """

    sheet = models.CharField(max_length=12)
    key = models.BigIntegerField()
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RevisionState, default=RevisionState.PUBLISHED)
    effective_on = models.DateField(_("à partir du"))
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sheet", "key", "id"], name="catalog_revision_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"],
                condition=models.Q(state=RevisionState.SCHEDULED),
                name="catalog_one_scheduled_revision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.key} {self.effective_on:%d/%m/%Y}"
