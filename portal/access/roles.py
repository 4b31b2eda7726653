"""The rights of each role, on one page. Which records they apply to is in `scopes.py`.

Outside of `portal.access` and `portal.accounts` no code compares roles: it asks for a right (`user.has_right`) or a
scope (`scopes.X.reach(user)`).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P


class Role(TextChoices):
    AGENT = "agent", _("Agent commercial")
    MANAGER = "manager", _("Responsable d’agence")
    BACK_OFFICE = "back_office", _("Back-office")
    PRESALES = "presales", _("Avant-vente")
    PARTNER = "partner", _("Partenaire")
    CLIENT = "client", _("Client")
    SUPPLIER = "supplier", _("Fournisseur")


SELLS = {
    P.CONTRACTS_VIEW,
    P.CONTRACTS_CREATE,
    P.CLIENTS_VIEW,
    P.CLIENTS_EDIT,
    P.CLIENTS_IMPORT,
    P.DOCUMENTS_VIEW,
    P.QUESTIONNAIRES,
    P.CATALOG_VIEW,
    P.AGGREGATION,
    P.ORPHANS,
    P.PRESALES_ASK,
    P.FACTORING_VIEW,
    P.FACTORING_FOLLOW,
    P.EARNINGS,
    P.SHOP,
    P.ORDERS,
    P.INVOICES,
    P.PORTFOLIO_USE,
}

ROLE_RIGHTS: dict[str, frozenset[str]] = {
    Role.AGENT: frozenset(SELLS),
    Role.MANAGER: frozenset(
        SELLS
        | {
            P.CLIENTS_MERGE,
            P.CONTRACTS_EXPORT,
            P.PRESALES_EXPORT,
            P.PROSPECTS_EXPORT,
            P.AGGREGATION_IMPORT,
            P.AGGREGATION_EXPORT,
            P.OBJECTIVES,
            P.API,
        }
    ),
    Role.BACK_OFFICE: frozenset(
        {
            P.CONTRACTS_VIEW,
            P.CONTRACTS_CONFIRM,
            P.CONTRACTS_EXPORT,
            P.PRESALES_ASSIGN,
            P.PRESALES_EXPORT,
            P.CLIENTS_VIEW,
            P.CLIENTS_EDIT,
            P.QUESTIONNAIRES,
            P.QUESTIONNAIRES_EDIT,
            P.PROSPECTS_ONBOARD,
            P.ONBOARDING_REVIEW,
            P.PROSPECTS_EXPORT,
            P.CLIENTS_MERGE,
            P.CATALOG_VIEW,
            P.OFFER_EDIT,
            P.DOCUMENTS_VIEW,
            P.DOCUMENTS_MANAGE,
            P.OPERATIONS_VIEW,
            P.OPERATIONS_RESEND,
            P.NEWS_WRITE,
            P.BRAND_EDIT,
            P.PEOPLE,
            P.AGGREGATION,
            P.AGGREGATION_IMPORT,
            P.AGGREGATION_EXPORT,
            P.ORPHANS,
            P.ORPHANS_ALL,
            P.FACTORING_VIEW,
            P.FACTORING_FOLLOW,
            P.FACTORING_DECIDE,
            P.EARNINGS,
            P.EARNINGS_MANAGE,
            P.EARNINGS_EXPORT,
            P.OBJECTIVES,
            P.API,
            P.SHOP_MANAGE,
            P.ORDERS,
            P.INVOICES,
            P.INVOICES_EXPORT,
            P.PAYMENTS_REFUND,
            P.PORTFOLIO_REVIEW,
            P.PORTFOLIO_IMPORT,
            P.PLANS_EDIT,
        }
    ),
    Role.PRESALES: frozenset(
        {
            P.OPPORTUNITIES,
            P.PRESALES_HANDLE,
            P.PRESALES_ASSIGN,
            P.PRESALES_EXPORT,
            P.DOCUMENTS_VIEW,
            P.CATALOG_VIEW,
        }
    ),
    Role.PARTNER: frozenset({P.DOCUMENTS_VIEW, P.PRESALES_ASK}),
    Role.CLIENT: frozenset(
        {
            P.CONTRACTS_VIEW,
            P.SPACE_OWN,
            P.SHOP,
            P.ORDERS,
            P.INVOICES,
            P.FACTORING_VIEW,
            P.FACTORING_BUY,
        }
    ),
    Role.SUPPLIER: frozenset({P.FACTORING_VIEW, P.FACTORING_SUPPLY}),
}

# Rights that no role but the back-office has: granted by name, they ask for what its role asks (a second factor).
RESERVED_RIGHTS = ROLE_RIGHTS[Role.BACK_OFFICE].difference(
    *(rights for role, rights in ROLE_RIGHTS.items() if role != Role.BACK_OFFICE)
)


def roles_with(*rights: str) -> tuple[str, ...]:
    """Return the roles that have one of `rights` by themselves, without an extra grant."""
    return tuple(role for role in Role if ROLE_RIGHTS[role].intersection(rights))


def plays(user, roles) -> bool:
    """Return whether the account is active and has one of `roles`."""
    return user.is_active and user.role in roles
