"""Suitability of a product: the client's risk profile in force, and the reason for selling above it."""

from django.utils.translation import gettext as _

from crm.questionnaires.enums import Slug
from crm.questionnaires.models import Response
from crm.questionnaires.queries import in_force
from portal.core.values import dates


def profile_of(client) -> Response | None:
    """Return the client's risk profile in force."""
    return in_force(client, Slug.QPR) if client is not None else None


def exceeded_profile(contract) -> Response | None:
    """Return the profile in force when the product's risk (SRI) is above it."""
    risk = contract.product.risk if contract.product_id else None
    if risk is None:
        return None
    profile = profile_of(contract.client)
    return profile if profile is not None and risk > profile.profile else None


def suitability_problem(contract) -> str:
    """Return why the contract cannot be sent without a written reason, or an empty string."""
    if contract.justification.strip() or (profile := exceeded_profile(contract)) is None:
        return ""
    return _(
        "Ce produit a un risque de %(risk)s sur 7, au-dessus du profil du client (%(profile)s sur 7) : "
        "écrivez pourquoi il lui convient."
    ) % {"risk": contract.product.risk, "profile": profile.profile}


def freeze(contract) -> None:
    """Keep the profile in force with the frozen product; a document made anew keeps what it was sold with."""
    kept = contract.product_snapshot.get("suitability")
    if kept is None and (profile := profile_of(contract.client)) is not None:
        risk = contract.product.risk
        kept = {
            "response": profile.pk,
            "version": profile.version.number,
            "profile": profile.profile,
            "on": profile.finished_at.astimezone(dates.PARIS).date().isoformat(),
            "risk": risk,
            "reason": contract.justification.strip() if risk is not None and risk > profile.profile else "",
        }
        contract.product_snapshot["suitability"] = kept
    contract.profile_id = kept["response"] if kept else None
