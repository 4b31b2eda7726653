"""An invoice in the terms of EN 16931 (BT and BG), as the library `factur-x` takes them."""

from decimal import Decimal

from subscriptions.invoices.enums import TYPE_CODES, Operation
from subscriptions.invoices.mentions import notes_of
from subscriptions.invoices.models import Invoice

EN_16931 = "urn:cen.eu:en16931:2017"
CARD, UNKNOWN_MEANS = "48", "1"  # UNTDID 4461
SIREN, FRENCH_ADDRESS, MAIL = "0002", "0225", "EM"  # ISO 6523 and the list of electronic addresses
UNIT = "C62"
NAMED = {CARD: "Carte bancaire", UNKNOWN_MEANS: "À réception"}


def data_of(invoice: Invoice) -> dict:
    """Return the values of the XML of an invoice or credit note."""
    means = CARD if invoice.is_paid else UNKNOWN_MEANS
    data = {
        "BT-1": invoice.number,
        "BT-2": invoice.issued_on,
        "BT-3": TYPE_CODES[invoice.document],
        "BT-5": "EUR",
        "BT-9": invoice.issued_on,
        "BT-20": "Payée par carte" if invoice.is_paid else "Payable à réception",
        "BT-23": f"{invoice.operation}{2 if invoice.is_paid else 1}",
        "BT-24": EN_16931,
        "BT-72": invoice.issued_on,
        "BT-81": means,
        "BT-82": NAMED[means],
        "BG-1": [{"BT-21": code, "BT-22": text} for code, text in notes_of(invoice)],
        "BG-4": _party(invoice.seller),
        "BG-7": _party(invoice.customer),
        "BG-23": [_tax(tax) for tax in invoice.totals_by_rate],
        "BG-25": [_line(line) for line in invoice.lines.all()],
        "BT-106": str(invoice.net),
        "BT-109": str(invoice.net),
        "BT-110": str(invoice.vat),
        "BT-112": str(invoice.gross),
        "BT-113": str(invoice.paid),
        "BT-115": str(invoice.due),
    }
    if invoice.seller["on_debits"] and invoice.operation != Operation.GOODS:
        data["BT-8"] = "invoice"
    if invoice.delivery:
        data["BG-13"] = _place(invoice.delivery)
    if invoice.corrects_id:
        data["BG-3"] = [{"BT-25": invoice.corrects.number, "BT-26": invoice.corrects.issued_on}]
    return data


def _place(party: dict) -> dict:
    lines = [line.strip() for line in party["address"].splitlines() if line.strip()]
    place = {"name": party["name"], "country_code": party["country"]}
    names = ("addr_l1", "addr_l2", "addr_l3")
    place |= dict(zip(names, lines, strict=False))
    if party["postal_code"]:
        place["postcode"] = party["postal_code"]
    if party["city"]:
        place["city"] = party["city"]
    return place


def _party(party: dict) -> dict:
    """A company is known by its SIREN, a consumer by an e-mail address."""
    values = _place(party)
    if party["siren"]:
        values |= {"legal_identifier": party["siren"], "legal_identifier_schemeid": SIREN}
        values |= {"einvoicing_addr": party["siren"], "einvoicing_addr_schemeid": FRENCH_ADDRESS}
    elif party["email"]:
        values |= {"einvoicing_addr": party["email"], "einvoicing_addr_schemeid": MAIL}
    if party["vat_number"]:
        values["vat_identifier"] = party["vat_number"]
    return values


def _tax(tax) -> dict:
    return {"BT-116": str(tax.net), "BT-117": str(tax.vat), "BT-118": "S", "BT-119": str(tax.rate)}


def _line(line) -> dict:
    return {
        "BT-126": str(line.position),
        "BT-129": _plain(line.quantity),
        "BT-130": UNIT,
        "BT-131": str(line.net),
        "BT-146": str(line.unit_net),
        "BT-151": "S",
        "BT-152": str(line.vat_rate),
        "BT-153": line.label,
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
