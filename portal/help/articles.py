"""The help's articles: rooms plug in their own; the pages only lay them out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.shell import is_client
from portal.core.plugs import Socket
from portal.help import search

AUDIENCES = ALL, STAFF, CLIENTS_ONLY = "all", "staff", "clients"
START, CLIENTS, CONTRACTS = _("Bien démarrer"), _("Clients"), _("Contrats")
PROSPECTS, PRESALES, ACCOUNT = _("Prospects"), _("Avant-vente"), _("Votre compte")
SUBSCRIPTIONS, FACTORING = _("Portfolio, abonnements et boutique"), _("Affacturage")
SECTIONS = (START, PROSPECTS, CLIENTS, CONTRACTS, SUBSCRIPTIONS, FACTORING, PRESALES, ACCOUNT)


@dataclass(frozen=True)
class Article:
    """One question, answered in `templates/help/articles/<template>`.

    Without a `right` every account reads it; `public` opens it to those who cannot log in yet. `pages` are the
    names of the views whose `?` leads here. `keywords` are the words people use that the text does not.
    `context` gives the template the figures it quotes. `audience` keeps an article for clients, or from them.
    """

    slug: str
    title: str | Promise
    summary: str | Promise
    section: str | Promise
    template: str
    keywords: str | Promise = ""
    right: str | None = None
    public: bool = False
    pages: tuple[str, ...] = ()
    order: int = 100
    context: Callable[[], dict] = dict
    audience: str = ALL

    def is_for(self, user) -> bool:
        if not user.is_authenticated:
            return self.public
        if self.audience != ALL and (self.audience == CLIENTS_ONLY) != is_client(user):
            return False
        return self.right is None or user.has_right(self.right)

    def body(self) -> str:
        """The text as HTML."""
        return render_to_string(f"help/articles/{self.template}", self.context())


@dataclass(frozen=True)
class Section:
    title: str
    articles: list[Article]


_by_page: dict[tuple[str, str], Article] = {}


def _lead_from_pages(article: Article) -> None:
    """Let the `?` of its pages lead to `article`; raises `ValueError` for a page that has its article already."""
    for page in article.pages:
        known = _by_page.setdefault((page, article.audience), article)
        if known.slug != article.slug:
            raise ValueError(f"{page} already leads to {known.slug}")


ARTICLES = Socket("help", Article, "An article of the help.", key=lambda article: article.slug, added=_lead_from_pages)


def find(slug: str) -> Article | None:
    return ARTICLES.find(slug)


def all_articles() -> list[Article]:
    return sorted(ARTICLES.held.values(), key=lambda article: (SECTIONS.index(article.section), article.order))


def for_page(view_name: str, user) -> Article | None:
    """The article about a page, if there is one and it is for this reader."""
    found = (_by_page.get((view_name, audience)) for audience in AUDIENCES)
    return next((article for article in found if article and article.is_for(user)), None)


def sections_for(user, words: str = "") -> list[Section]:
    """Return the articles of a reader by section; with `words`, those that answer them, the best first."""
    mine = [article for article in all_articles() if article.is_for(user)]
    if words:
        found = search.rank(mine, words)
        return [Section(gettext("Réponses"), found)] if found else []
    return [Section(str(title), list(group)) for title, group in groupby(mine, key=lambda article: article.section)]
