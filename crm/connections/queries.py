"""The network of a company: whom it has paid early, who pays it early, what each earns the agent (F9)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from crm.clients.models import Client
from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice
from crm.suppliers.models import SupplierLink
from portal.access.permissions import Permission
from portal.earnings.lines.enums import State
from portal.earnings.lines.models import Earning

FINANCED = (Status.FINANCED, Status.SETTLED)
ZERO = Decimal(0)


@dataclass
class Connection:
    """One company of the network: the tie, its invoices, what they financed and earned."""

    link: SupplierLink
    name: str
    invoices: int = 0
    financed: Decimal = ZERO
    earned: Decimal = ZERO
    client: Client | None = None


@dataclass
class Network:
    suppliers: list[Connection] = field(default_factory=list)
    customers: list[Connection] = field(default_factory=list)
    sees_earnings: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.suppliers and not self.customers

    @property
    def earned(self) -> Decimal:
        return sum((each.earned for each in (*self.suppliers, *self.customers)), ZERO)


def network_of(user, client: Client) -> Network:
    """Return the connections of `client` that `user` may see, in four queries whatever their number."""
    links = SupplierLink.objects.visible_to(user).select_related("supplier", "buyer").order_by("company_name", "pk")
    supplies = list(links.filter(buyer=client))
    buys = list(links.filter(supplier__siren=client.siren)) if client.siren else []
    network = Network(sees_earnings=user.has_right(Permission.EARNINGS))
    network.suppliers = [Connection(link, link.name) for link in supplies]
    network.customers = [Connection(link, link.buyer.display_name, client=link.buyer) for link in buys]
    _count(user, network)
    return network


def _count(user, network: Network) -> None:
    found = {(each.link.buyer_id, each.link.supplier_id): each for each in (*network.suppliers, *network.customers)}
    tied = [pair for pair in found if pair[1]]
    rows = FactoredInvoice.objects.filter(buyer__in={pair[0] for pair in tied}, supplier__in={pair[1] for pair in tied})
    sources: dict[tuple[str, str], Connection] = {
        (SupplierLink._meta.label_lower, str(each.link.pk)): each for each in found.values()
    }
    for row in rows.only("buyer", "supplier", "status", "amount", "credited"):
        connection = found.get((row.buyer_id, row.supplier_id))
        if connection is None:
            continue
        sources[FactoredInvoice._meta.label_lower, str(row.pk)] = connection
        connection.invoices += 1
        connection.financed += row.payable if row.status in FINANCED else ZERO
    if network.sees_earnings:
        for source, amount in _earned(user, sources).items():
            sources[source].earned += amount


def _earned(user, sources: dict) -> dict[tuple[str, str], Decimal]:
    """Return what each source earned, less what was taken back."""
    keys = defaultdict(list)
    for kind, key in sources:
        keys[kind].append(key)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for kind, ids in keys.items():
        lines = Earning.objects.visible_to(user).filter(source_type=kind, source_id__in=ids)
        for line in lines.filter(state__in=[State.EARNED, State.TAKEN_BACK]).only(
            "source_type", "source_id", "amount", "url"
        ):
            sums[line.source_type, line.source_id] += line.amount
    return sums
