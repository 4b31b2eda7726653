"""Sentences of the history about partners' contracts and references."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence

SENTENCES = {
    "aggregation.reference_added": Sentence(
        _("{actor} a ajouté la référence {reference} chez {partner} : {count} contrat(s) rattaché(s)"), "link", "info"
    ),
    "aggregation.reference_removed": Sentence(
        _("{actor} a retiré la référence {reference} chez {partner} : {count} contrat(s) sans client"), "x", "neutral"
    ),
    "aggregation.attached": Sentence(_("{actor} a rattaché le contrat {number} ({partner})"), "link", "info"),
    "aggregation.detached": Sentence(_("{actor} a détaché le contrat {number} ({partner})"), "x", "neutral"),
}
