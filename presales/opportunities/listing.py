"""The list of opportunities, declared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.money import format_euros
from portal.ui.components.controls import status
from portal.ui.components.formats import short_date, siren
from portal.ui.listing.declaration import Column, Empty, Listing, Sort
from presales.opportunities import queries
from presales.opportunities.cards import CARD_FIELDS, opportunity_card
from presales.opportunities.filters import OpportunityFilters
from presales.opportunities.models import Opportunity


def _amount(row: Opportunity) -> str:
    return "" if row.amount is None else format_euros(row.amount)


def _nothing(user) -> Empty:
    title = _("Aucune opportunité pour l’instant")
    if user.has_right(Permission.PRESALES_ASK):
        text = _("Notez une première affaire : vous pourrez ensuite demander un expert.")
        return Empty(title, text, "target", _("Nouvelle opportunité"), reverse("presales:opportunity_new"))
    return Empty(title, _("Celles des partenaires apparaîtront ici."), icon="target")


OPPORTUNITIES = Listing(
    name="opportunites",
    title=_("Suivi opportunités"),
    url_name="presales:opportunities",
    right=Permission.OPPORTUNITIES,
    model=Opportunity,
    source=queries.opportunities_of,
    filters=OpportunityFilters,
    columns=(
        Column("intitule", _("Intitulé"), lambda row: row.title),
        Column("societe", _("Société"), lambda row: row.company_name),
        Column("type", _("Type"), lambda row: row.get_kind_display()),
        Column("etape", _("Étape"), status, value=lambda row: row.status_label),
        Column("produit", _("Produit"), lambda row: row.product.name if row.product else ""),
        Column("montant", _("Montant HT"), _amount, value=lambda row: row.amount, number=True),
        Column(
            "creee",
            _("Créée le"),
            lambda row: short_date(row.created_at),
            value=lambda row: row.created_at,
            whole=True,
        ),
        Column(
            "siren", _("SIREN"), lambda row: siren(row.siren), value=lambda row: row.siren, default=False, whole=True
        ),
        Column("suivie_par", _("Suivie par"), lambda row: row.owner.get_full_name(), default=False, related=("owner",)),
        Column(
            "organisation",
            _("Organisation"),
            lambda row: str(row.organisation),
            default=False,
            related=("organisation",),
        ),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="creee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="creee"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True, column="etape"),
        Sort("societe", _("Société, de A à Z"), "sort_name", column="societe"),
        Sort("societe-z", _("Société, de Z à A"), "sort_name", descending=True, column="societe"),
    ),
    card=opportunity_card,
    card_fields=CARD_FIELDS,
    noun=lambda count: ngettext("opportunité", "opportunités", count),
    empty=_nothing,
    search_label=_("Chercher une opportunité"),
    search_hint=_("Intitulé, société, SIREN, produit"),
    export_url="presales:opportunity_export",
    export_right=Permission.PRESALES_EXPORT,
)
