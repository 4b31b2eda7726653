"""Timeline sentences of secure links."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence

SENTENCES = {
    "links.opened": Sentence(_("Le lien envoyé a été ouvert"), "link", "info"),
    "links.proven": Sentence(_("Le client a confirmé son identité"), "user-check", "info"),
    "links.refused": Sentence(_("Le lien a été ouvert sans confirmation d’identité"), "lock", "warning"),
}
