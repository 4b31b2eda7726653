from django.utils.translation import gettext_lazy as _

from crm.prospects.help import ARTICLES
from crm.prospects.listing import PROSPECTS
from crm.prospects.merging import MERGER
from crm.prospects.messages import KINDS
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    lists=PROSPECTS,
    notices=KINDS,
    help=ARTICLES,
    mergers=MERGER,
    history={
        "crm.prospect_created": Sentence(_("{actor} a ouvert le dossier de ce prospect"), "plus", "neutral"),
        "crm.prospect_changed": Sentence(_("{actor} a modifié l’onglet « {tab} »"), "pencil", "neutral"),
        "crm.prospect_moved": Sentence(_("{actor} a passé la discussion à « {step} »"), "trending-up", "info"),
        "crm.prospect_ready": Sentence(_("{actor} a passé le prospect à « Prêt à démarrer »"), "check", "success"),
        "crm.prospect_lost": Sentence(_("{actor} a classé le prospect sans suite"), "ban", "muted"),
        "crm.prospect_resumed": Sentence(_("{actor} a repris la discussion"), "arrow-back-up", "info"),
        "crm.prospect_reopened": Sentence(_("{actor} a remis le prospect en discussion"), "lock-open", "warning"),
        "crm.attribution_merged": Sentence(
            _("Fin de la provenance de l’autre fiche, apportée par {agent} le {day}"),
            "history",
            "muted",
        ),
        "crm.file_attached": Sentence(_("{actor} a joint {file}"), "paperclip", "neutral"),
        "crm.file_removed": Sentence(_("{actor} a supprimé {file}"), "trash", "neutral"),
    },
)
