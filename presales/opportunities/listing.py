"""The list of opportunities."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.values.money import format_euros
from portal.ui.components.controls import status
from portal.ui.components.formats import siren
from portal.ui.listing.cards import Card
from portal.ui.listing.cells import Cell
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown
from presales.opportunities import actions
from presales.opportunities.filters import OpportunityFilters
from presales.opportunities.forms import OpportunityForm
from presales.opportunities.models import Opportunity, may_add


def _change(row: Opportunity, *, values: dict, version: int, by) -> None:
    actions.change(opportunity=row, values=values, version=version, by=by)


def _cell(field: str) -> Cell:
    return Cell(OpportunityForm, field, _change, Opportunity.may_be_changed_by, page="presales:opportunity_edit")


OPPORTUNITIES = Listing(
    name="opportunites",
    title=_("Suivi opportunités"),
    path="opportunites/",
    url_name="presales:opportunities",
    icon="target",
    menu=24,
    right=Permission.OPPORTUNITIES,
    model=Opportunity,
    filters=OpportunityFilters,
    card=Card(
        title="title",
        eyebrow="kind",
        status=True,
        lines=("company_name", "product.name"),
        strong=Shown("amount", format_euros),
        unit=_("HT"),
        foot=Day("created_at", _("Créée le %(day)s")),
    ),
    found=Found(_("Opportunités"), 50, ("company_name", Shown("siren", siren), "kind")),
    columns=(
        Column("intitule", _("Intitulé"), "title"),
        Column("societe", _("Société"), "company_name"),
        Column("type", _("Type"), "kind"),
        Column("etape", _("Étape"), status, value="status_label", edit=_cell("stage")),
        Column("produit", _("Produit"), "product.name"),
        Column(
            "montant",
            _("Montant HT"),
            "amount",
            show=format_euros,
            number=True,
            totals=(Total("amount"),),
            edit=_cell("amount"),
        ),
        Column("creee", _("Créée le"), "created_at"),
        Column("cloture", _("Clôture prévue"), "expected_on", default=False, edit=_cell("expected_on")),
        Column(
            "probabilite",
            _("Probabilité (%)"),
            "likelihood",
            number=True,
            default=False,
            edit=_cell("probability"),
        ),
        Column("siren", _("SIREN"), "siren", show=siren, default=False, whole=True),
        Column("suivie_par", _("Suivie par"), "owner.get_full_name", default=False),
        Column("organisation", _("Organisation"), "organisation.name", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="creee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="creee"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True, column="etape"),
        Sort("montant", _("Montant, du plus grand"), "amount", descending=True, column="montant"),
        Sort("montant-petit", _("Montant, du plus petit"), "amount", column="montant"),
        Sort("cloture", _("Clôture la plus proche"), "expected_on", column="cloture"),
        Sort("cloture-lointaine", _("Clôture la plus lointaine"), "expected_on", descending=True, column="cloture"),
        Sort("societe", _("Société, de A à Z"), "sort_name", column="societe"),
        Sort("societe-z", _("Société, de Z à A"), "sort_name", descending=True, column="societe"),
    ),
    presets=(
        Preset("en-cours", _("En cours"), "etape=new&etape=qualified&etape=proposal"),
        Preset("gagnees", _("Gagnées"), "etape=won"),
        Preset("perdues", _("Perdues"), "etape=lost"),
    ),
    noun=lambda count: ngettext("opportunité", "opportunités", count),
    empty=Empty(
        _("Aucune opportunité pour l’instant"),
        _("Celles des partenaires apparaîtront ici."),
        invitation=_("Notez une première affaire : vous pourrez ensuite demander un expert."),
    ),
    buttons=(
        ListButton(_("Tableau"), "presales:opportunity_board", "layout-dashboard"),
        ListButton(_("Demandes avant-vente"), "presales:requests", "calendar-event"),
        ListButton(_("Nouvelle opportunité"), "presales:opportunity_new", "plus", primary=True, allows=may_add),
    ),
    search_label=_("Chercher une opportunité"),
    search_hint=_("Intitulé, société, SIREN, produit"),
    export_right=Permission.PRESALES_EXPORT,
)
