"""The list of monthly statements."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values.money import format_euros
from portal.earnings.statements import actions
from portal.earnings.statements.enums import Status
from portal.earnings.statements.filters import StatementFilters
from portal.earnings.statements.models import Statement
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import BulkAction, Column, Empty, Listing, Preset, Sort, Total


@reads("status", "payable")
def _payable(row: Statement) -> str:
    """Nothing before the figures are frozen."""
    return "" if row.status == Status.TO_APPROVE else format_euros(row.payable)


@reads("status")
def _payable_unit(row: Statement) -> str:
    return "" if row.status == Status.TO_APPROVE else gettext("à payer")


def _approve(row: Statement, *, by, reason: str) -> Statement:
    return actions.approve(statement=row, by=by)


def _refusal(row: Statement, by) -> str:
    if row.status != Status.TO_APPROVE:
        return str(_("Déjà approuvé."))
    return actions.approval_problem(row, by)


STATEMENTS = Listing(
    name="releves-remuneration",
    title=_("Relevés de rémunération"),
    path="remuneration/releves/",
    url_name="earnings:statements",
    icon="file-text",
    right=Permission.EARNINGS,
    model=Statement,
    filters=StatementFilters,
    card=Card(
        title="month_name",
        status=True,
        lines=("agent_name", "agency.name"),
        strong=_payable,
        unit=_payable_unit,
    ),
    columns=(
        Column("mois", _("Mois"), "month_name"),
        Column("conseiller", _("Conseiller"), "agent_name"),
        Column("agence", _("Agence"), "agency.name"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("acquis", _("Acquis"), "earned", show=format_euros, number=True, totals=(Total("earned"),)),
        Column("repris", _("Repris"), "taken_back", show=format_euros, number=True, totals=(Total("taken_back"),)),
        Column("report", _("Report"), "carried", show=format_euros, number=True, default=False),
        Column("a_payer", _("À payer"), _payable, value="payable", number=True),
        Column("paye_le", _("Payé le"), "paid_on"),
    ),
    sorts=(
        Sort("recent", _("Les plus récents"), "month", descending=True, column="mois"),
        Sort("ancien", _("Les plus anciens"), "month", column="mois"),
    ),
    presets=(
        Preset("a-approuver", _("À approuver"), "statut=to_approve"),
        Preset("approuves", _("Approuvés"), "statut=approved"),
        Preset("payes", _("Payés"), "statut=paid"),
    ),
    noun=lambda count: ngettext("relevé", "relevés", count),
    empty=Empty(_("Aucun relevé"), _("Le relevé d’un mois est préparé le premier jour du mois suivant.")),
    search_label=_("Chercher un relevé"),
    search_hint=_("Conseiller, mois"),
    bulk=(
        BulkAction(
            key="approuver",
            label=_("Approuver"),
            icon="check",
            question=_("Approuver ces relevés ? Leurs montants ne changeront plus."),
            run=_approve,
            refusal=_refusal,
            seems=lambda row, by: row.status == Status.TO_APPROVE,
            right=Permission.EARNINGS_MANAGE,
        ),
    ),
    export_right=Permission.EARNINGS_EXPORT,
)
