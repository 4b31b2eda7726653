"""The catalogue in the API, to read."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop
from ninja import Router, Schema

from catalog.models import ContractOffer, Partner, Product
from portal.access.permissions import Permission
from portal.core.plugs.api import ApiRouter
from portal.exchange import api
from portal.exchange.api import Scope, opened_to

router = Router(tags=[gettext_noop("Catalogue")])


class ProductOut(Schema):
    id: int
    reference: str
    name: str
    summary: str
    billing: str
    duration_months: int | None
    net_price: Decimal
    vat_rate: Decimal
    risk: int | None
    partner_id: int | None
    is_active: bool
    changed_at: datetime


class PartnerOut(Schema):
    id: int
    name: str
    summary: str
    website: str
    is_active: bool


class OfferOut(Schema):
    id: int
    partner_id: int
    name: str
    kind: str
    risk: int | None
    summary: str
    is_active: bool


class Products(Schema):
    items: list[ProductOut]
    next: str | None


class Partners(Schema):
    items: list[PartnerOut]
    next: str | None


class Offers(Schema):
    items: list[OfferOut]
    next: str | None


@router.get("/products", response=Products, summary=gettext_noop("Liste des produits"))
@opened_to(Scope.CATALOG_READ, Permission.CATALOG_VIEW)
def products(request, cursor: str = "", limit: int = api.USUAL, active: bool | None = None):
    return api.page(_active(Product.objects.all(), active), lambda row: row, cursor=cursor, limit=limit)


@router.get("/products/{int:product_id}", response=ProductOut, summary=gettext_noop("Un produit"))
@opened_to(Scope.CATALOG_READ, Permission.CATALOG_VIEW)
def product(request, product_id: int):
    return api.found(Product.objects.all(), product_id)


@router.get("/partners", response=Partners, summary=gettext_noop("Liste des partenaires"))
@opened_to(Scope.CATALOG_READ, Permission.CATALOG_VIEW)
def partners(request, cursor: str = "", limit: int = api.USUAL, active: bool | None = None):
    return api.page(_active(Partner.objects.all(), active), lambda row: row, cursor=cursor, limit=limit)


@router.get("/contract-offers", response=Offers, summary=gettext_noop("Contrats proposés par les partenaires"))
@opened_to(Scope.CATALOG_READ, Permission.CATALOG_VIEW)
def contract_offers(request, cursor: str = "", limit: int = api.USUAL, active: bool | None = None):
    return api.page(_active(ContractOffer.objects.all(), active), lambda row: row, cursor=cursor, limit=limit)


def _active(rows, active: bool | None):
    return rows if active is None else rows.filter(is_active=active)


API = ApiRouter("catalog", "/catalog", router, 20)
