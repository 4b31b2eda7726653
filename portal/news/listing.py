"""The list of news for those who write them: drafts, planned ones, published ones."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values import dates
from portal.news.models import News
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, ListButton, Listing, Preset, Sort
from portal.ui.listing.filters import ChoicesFilter, ListFilters
from portal.ui.listing.values import Day

STATES = [("brouillon", _("Brouillon")), ("programmee", _("Programmée")), ("publiee", _("Publiée"))]


class StateFilter(ChoicesFilter):
    """News in one of the ticked states; the clock tells planned ones from published ones."""

    def filter(self, queryset, value):
        now = dates.now()
        conditions = {
            "brouillon": Q(publish_at=None),
            "programmee": Q(publish_at__gt=now),
            "publiee": Q(publish_at__lte=now),
        }
        return queryset.filter(reduce(or_, (conditions[each] for each in value))) if value else queryset


class WritingFilters(ListFilters):
    etat = StateFilter(field_name="publish_at", label=_("État"), choices=STATES)


@reads("pk")
def sheet_url(news: News) -> str:
    return reverse("news:sheet", args=[news.pk])


WRITING = Listing(
    name="redaction",
    title=_("Rédaction"),
    path="actualites/redaction/",
    url_name="news:writing",
    icon="writing",
    menu=836,
    right=Permission.NEWS_WRITE,
    model=News,
    source=lambda user: News.objects.written_by(user),
    filters=WritingFilters,
    rows_first=True,
    row_url=sheet_url,
    card=Card(title="title", status=True, lines=("summary",), foot=Day("changed_at", _("Modifiée le %(day)s"))),
    columns=(
        Column("titre", _("Titre"), "title"),
        Column("etat", _("État"), status, value="status_label"),
        Column("publication", _("Publication"), "publish_at"),
        Column("auteur", _("Auteur"), "author.get_full_name"),
        Column("modifiee", _("Modifiée le"), "changed_at", default=False),
        Column("creee", _("Créée le"), "created_at", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="creee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="creee"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True, column="modifiee"),
    ),
    presets=(
        Preset("brouillons", _("Brouillons"), "etat=brouillon"),
        Preset("programmees", _("Programmées"), "etat=programmee"),
        Preset("publiees", _("Publiées"), "etat=publiee"),
    ),
    noun=lambda count: ngettext("actualité", "actualités", count),
    empty=Empty(_("Aucune actualité"), _("Elles apparaîtront ici."), invitation=_("Écrivez la première.")),
    buttons=(ListButton(_("Nouvelle actualité"), "news:new", "plus", primary=True),),
    search_label=_("Chercher une actualité"),
    search_hint=_("Titre, introduction ou texte"),
)
