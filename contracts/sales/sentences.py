"""Timeline sentences, one per event of a contract."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence

SENTENCES = {
    "contracts.drafted": Sentence(_("{actor} a commencé ce contrat"), "pencil", "neutral"),
    "contracts.drafted_as_copy": Sentence(
        _("{actor} a commencé ce contrat par une copie de {number}"), "copy", "neutral"
    ),
    "contracts.duplicated": Sentence(
        _("{actor} a commencé un nouveau contrat par une copie de celui-ci"), "copy", "neutral"
    ),
    "contracts.changed": Sentence(_("{actor} a modifié le brouillon"), "pencil", technical=True),
    "contracts.submitted": Sentence(_("{actor} a envoyé le contrat en signature"), "send", "info"),
    "contracts.document_frozen": Sentence(_("Le contrat PDF a été généré"), "file-text", technical=True),
    "contracts.opened_by_client": Sentence(_("Le client a ouvert l’offre sur son téléphone"), "eye", "neutral"),
    "contracts.reopened_draft": Sentence(_("{actor} a repris le contrat pour le modifier"), "pencil", "neutral"),
    "contracts.phone_changed": Sentence(_("{actor} a changé le mobile du client"), "phone", "neutral"),
    "contracts.validation_undone": Sentence(_("{actor} a annulé la validation"), "arrow-back-up", "warning"),
    "contracts.signed": Sentence(_("Le client a signé ({channel_label})"), "signature", "progress"),
    "contracts.sealed": Sentence(_("Le contrat signé a été scellé et envoyé au client"), "certificate", "neutral"),
    "contracts.copy_sent_again": Sentence(
        _("La copie du contrat signé a été redemandée et envoyée à nouveau au client"), "mail", "neutral"
    ),
    "contracts.called": Sentence(_("{actor} a appelé le client : {outcome}"), "phone", "neutral"),
    "contracts.validated": Sentence(_("{actor} a validé la souscription"), "check", "success"),
    "contracts.unreachable": Sentence(_("{actor} a déclaré le client injoignable"), "user-off", "warning"),
    "contracts.expired": Sentence(_("Le délai de signature est passé, le contrat est fermé"), "clock", "warning"),
    "contracts.unpaid": Sentence(_("{actor} a déclaré le contrat impayé"), "circle-x", "danger"),
    "contracts.withdrawn": Sentence(_("Rétractation enregistrée, envoyée le {sent_on}"), "arrow-back-up", "neutral"),
    "contracts.handed_over": Sentence(_("{actor} a confié ce contrat à {to}"), "users", "info"),
    "contracts.erased": Sentence(
        _("Les données du client ont été effacées à la fin de leur durée de conservation"), "trash", "neutral"
    ),
    "contracts.reopened": Sentence(_("{actor} a rouvert le contrat"), "refresh", "info"),
}
