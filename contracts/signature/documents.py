"""Texts printed on a contract's PDF, from its frozen columns only."""

from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from contracts.sales.models import Contract
from portal.core.values import dates, money, phone
from portal.documents import rendering
from portal.ui.components.formats import siren

TEMPLATE = "contracts/pdf/contract.html"
KIND = "contract"
SIGNED_KIND = "signed_contract"
INK = "#1d3557"


def render(contract: Contract) -> bytes:
    """Return the PDF of a sent contract, in French whatever the language of the page."""
    with translation.override("fr"):
        return rendering.render_pdf(TEMPLATE, context_of(contract))


def context_of(contract: Contract) -> dict:
    """Return the values the template prints."""
    return {
        "seller": settings.SELLER,
        "portal_name": settings.PORTAL_NAME,
        "contract": {
            "number": contract.number,
            "created_on": dates.long_date(contract.submitted_at),
            "start_date": dates.long_date(contract.start_date),
            "origin_label": contract.get_origin_display(),
            "agent_name": contract.owner.get_full_name(),
            "agency_name": contract.agency.name if contract.agency else settings.SELLER["name"],
        },
        "client": _client(contract),
        "product": _product(contract),
        "suitability": _suitability(contract),
        "withdrawal": {
            "days": settings.WITHDRAWAL_DAYS,
            "address_lines": [settings.SELLER["name"], settings.SELLER["address"]],
            "email": settings.SELLER["email"],
            "online_url": f"{settings.PUBLIC_BASE_URL}/retractation/",
        },
        "document": {"made_at_text": dates.at_time(contract.submitted_at)},
        "verification": verification(),
    }


def verification() -> dict:
    """Return the address that verifies the document, as text and as a QR code."""
    url = f"{settings.PUBLIC_BASE_URL}/verifier/"
    return {"url": url, "qr": _drawn(url)}


@lru_cache(maxsize=1)
def _drawn(url: str) -> SafeString:
    import segno  # workers print, pages do not

    code = segno.make(url, error="m", micro=False)
    return mark_safe(code.svg_inline(border=0, dark=INK, omitsize=True, svgclass="qr"))  # our own address, drawn


def _client(contract: Contract) -> dict:
    return {
        "civility_label": contract.get_civility_display() if contract.civility else "",
        "full_name": contract.person_name,
        "company_name": contract.company_name if contract.is_company else "",
        "siren": siren(contract.siren) if contract.is_company else "",
        "birth_date": dates.long_date(contract.birth_date) if contract.birth_date else "",
        "address_lines": contract.address_lines,
        "email": contract.email,
        "phone": phone.national(contract.phone),
    }


def _product(contract: Contract) -> dict:
    snapshot, price, total = contract.product_snapshot, contract.price, contract.total
    return {
        "name": snapshot["name"],
        "reference": snapshot["reference"],
        "description": snapshot["description"],
        "conditions": snapshot["conditions"],
        "is_monthly": bool(contract.duration_months),
        "duration_months": contract.duration_months,
        "vat_rate_text": money.format_percent(contract.vat_rate),
        "net_text": money.format_euros(price.net),
        "vat_text": money.format_euros(price.vat),
        "gross_text": money.format_euros(price.gross),
        "total_net_text": money.format_euros(total.net),
        "total_vat_text": money.format_euros(total.vat),
        "total_gross_text": money.format_euros(total.gross),
    }


def _suitability(contract: Contract) -> dict:
    frozen = contract.suitability
    return frozen | {"on": dates.long_date(date.fromisoformat(frozen["on"]))} if frozen else {}


def snapshot_of(product) -> dict:
    """Return a product as it is sold today, to freeze on a contract."""
    return {
        "reference": product.reference,
        "name": product.name,
        "summary": product.summary,
        "description": product.description,
        "billing": product.billing,
        "conditions": [{"title": each.title, "text": each.text} for each in product.conditions.all()],
    }
