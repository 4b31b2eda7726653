"""The sale as `Nouveau contrat` shows it: its three steps, the price, the summary for the client."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Product
from contracts.sales.forms import BY_KIND, ContractForm
from contracts.sales.models import Contract
from contracts.sales.queries import recent_products
from portal.core.values.dates import long_date
from portal.core.values.money import format_euros
from portal.core.values.phone import national

CLIENT = """kind company_name siren civility last_name first_name birth_date
address address_extra postal_code city""".split()
STEPS = (
    ("client", gettext_lazy("Le client"), CLIENT),
    ("offer", gettext_lazy("L’offre"), ["product", "justification", "start_date", "origin"]),
    ("sign", gettext_lazy("La signature"), ["phone", "email"]),
)
OPTIONAL = {"address_extra", "justification"}


@dataclass(frozen=True)
class SaleStep:
    """One fold of the form; `line` says what is in it once it is closed."""

    name: str
    number: int
    title: str
    line: str
    errors: int
    is_open: bool

    @property
    def errors_in_words(self) -> str:
        return ngettext("%(count)s champ à revoir", "%(count)s champs à revoir", self.errors) % {"count": self.errors}


def steps_of(form: ContractForm) -> list[SaleStep]:
    """Return the steps of the form; the first one with an error is open, else the first that lacks something."""
    wrong = form.errors if form.is_bound else {}
    errors = {name: sum(field in wrong for field in fields) for name, _title, fields in STEPS}
    unfinished = [name for name, _title, fields in STEPS if _lacks(form, fields)]
    opened = next((name for name, count in errors.items() if count), None) or (unfinished or ["sign"])[0]
    lines = lines_of(form.instance)
    return [
        SaleStep(name, number, str(title), lines[name], errors[name], name == opened)
        for number, (name, title, _fields) in enumerate(STEPS, start=1)
    ]


def _lacks(form: ContractForm, fields: list[str]) -> bool:
    """Return whether a field that sending requires is empty."""
    others = {name for kind, names in BY_KIND.items() if kind != form["kind"].value() for name in names}
    return any(not form[name].value() for name in fields if name not in OPTIONAL | others)


def lines_of(contract: Contract) -> dict[str, str]:
    """Return what each step says while it is folded."""
    price = price_in_words(contract)
    return {
        "client": _joined(", ", contract.display_name, contract.city),
        "offer": _joined(" · ", contract.product_name, price),
        "sign": _("Code par SMS au %(phone)s") % {"phone": national(contract.phone)} if contract.phone else "",
    }


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def price_in_words(contract: Contract) -> str:
    """Return what one payment costs including VAT, as the catalogue has it for a draft; empty without a product."""
    return _price(contract.product) if contract.product_id else ""


def _price(product: Product) -> str:
    amount = format_euros(product.price.gross)
    return _("%(price)s / mois") % {"price": amount} if product.is_monthly else amount


def summary_of(contract: Contract) -> list[tuple[str, str]]:
    """Return what is sold in words that the client understands; empty before a product is chosen."""
    product = contract.product if contract.product_id else None
    if product is None:
        return []
    start = _("à partir du %(day)s") % {"day": long_date(contract.start_date)} if contract.start_date else ""
    return [
        (_("Vous achetez"), _joined(" – ", product.name, product.summary)),
        (_("Vous payez"), _payment(product)),
        (_("Durée"), _joined(", ", _duration(product), start)),
        (_("Pour signer"), _signature(contract)),
        (_("Pour renoncer"), _withdrawal()),
    ]


def _payment(product: Product) -> str:
    amount = format_euros(product.price.gross)
    if not product.is_monthly:
        return _("%(price)s TTC, en une seule fois") % {"price": amount}
    total = format_euros(product.price.times(product.duration_months).gross)
    return _("%(price)s TTC par mois, soit %(total)s en tout") % {"price": amount, "total": total}


def _duration(product: Product) -> str:
    if not product.is_monthly:
        return _("Un seul achat, sans abonnement")
    return ngettext("%(count)s mois", "%(count)s mois", product.duration_months) % {"count": product.duration_months}


def _signature(contract: Contract) -> str:
    if not contract.phone:
        return _("Donnez le code à 6 chiffres reçu par SMS.")
    return _("Donnez le code à 6 chiffres reçu par SMS au %(phone)s.") % {"phone": national(contract.phone)}


def _withdrawal() -> str:
    days = settings.WITHDRAWAL_DAYS
    return _("Vous avez %(days)s jours après la signature, sans motif, en ligne ou par courrier.") % {"days": days}


def order_products(form: ContractForm, seller) -> dict:
    """Put the products `seller` sold last first in the form; return price and summary of each, for its cards."""
    field, ranks = form.fields["product"], {pk: rank for rank, pk in enumerate(recent_products(seller))}
    products = sorted(field.queryset, key=lambda product: ranks.get(product.pk, len(ranks)))
    field.choices = [(product.pk, product.name) for product in products]
    return {str(product.pk): _card(product) for product in products}


def _card(product: Product) -> dict:
    words = {"price": format_euros(product.price.gross), "months": product.duration_months}
    price = _("%(price)s TTC / mois · %(months)s mois") if product.is_monthly else _("%(price)s TTC")
    return {"hint": product.summary, "aside": price % words}
