from django.utils.translation import gettext_lazy as _

from contracts.evidence.models import VerificationTry
from portal.core.plugs import Plug
from portal.core.plugs.retention import Rule
from portal.help.articles import CONTRACTS, Article

PLUG = Plug(
    anchored_at_once="contracts.signed",
    help=Article(
        slug="verifier-un-contrat",
        title=_("Vérifier un contrat signé, et son dossier de preuve"),
        summary=_("Savoir si un PDF est bien celui qui a été signé, et quoi donner en cas de contestation."),
        section=CONTRACTS,
        template="evidence.html",
        keywords=_("authentique modifié cachet empreinte sha-256 litige juge preuve zip"),
        public=True,
        order=35,
    ),
    retention=Rule(
        name="contracts.verification_tries",
        label=_("Essais de la page de vérification"),
        kept=_("%(time)s, sans adresse en clair ; le fichier n’est jamais gardé"),
        then=_("Supprimés"),
        days=lambda: 1,
        due=lambda before: VerificationTry.objects.filter(at__lt=before).order_by("at"),
        order=76,
    ),
)
