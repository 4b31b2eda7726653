"""The three pages of the pre-sales team, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.ui.parts import Tab


def tabs(request, waiting: bool = False) -> list[Tab]:
    """Return the tabs, the current page marked."""
    address = reverse("presales:queue")
    here = request.path == address
    return [
        Tab(_("À faire par l’équipe"), address, here and not waiting),
        Tab(_("En attente du partenaire"), f"{address}?voir=attente", here and waiting),
        Tab(_("La semaine"), reverse("presales:week"), not here),
    ]
