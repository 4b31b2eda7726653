"""Help articles about subscriptions."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import SUBSCRIPTIONS, Article

ARTICLES = (
    Article(
        slug="abonnement-client",
        title=_("Comment acheter ou modifier un abonnement pour mes clients ?"),
        summary=_("Choisir un plan, lire le montant exact, payer ; ce qui peut être acheté avant la fin."),
        section=SUBSCRIPTIONS,
        template="subscription_buying.html",
        keywords=_("créer modifier améliorer plan supérieur prorata prix carte paiement HS Origin Valuation"),
        right=Permission.PORTFOLIO_USE,
        pages=("subscriptions:portfolio_plans", "subscriptions:portfolio_buy", "subscriptions:purchase"),
        order=20,
    ),
    Article(
        slug="plans-d-abonnement",
        title=_("Modifier les plans et leurs prix"),
        summary=_("Les contenus d’un plan, ses versions, ses prix par durée et leur date d’effet."),
        section=SUBSCRIPTIONS,
        template="plans_editing.html",
        keywords=_("contenu version tarif durée TVA retirer vente"),
        right=Permission.PLANS_EDIT,
        pages=("subscriptions:plans", "subscriptions:plan", "subscriptions:plan_new"),
        order=50,
    ),
)
