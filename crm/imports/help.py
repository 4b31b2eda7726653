"""The questions of the users' guide about importing clients, answered (P18)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article

ARTICLES = (
    Article(
        slug="importer-des-clients",
        title=_("Comment importer mes clients et mes contacts ?"),
        summary=_("Google, Outlook, HubSpot, vCard, CSV ou Excel : vérifier, simuler, confirmer, annuler."),
        section=CLIENTS,
        template="clients/import.html",
        keywords=_("carnet adresses contacts export fichier csv excel vcf google outlook hubspot doublon annuler"),
        right=P.CLIENTS_IMPORT,
        order=16,
    ),
)
