"""The rules of passwords, as sentences shown before one is chosen and as refusals after.

Twelve characters, no composition rules, nothing too common: CNIL 2022-100, NIST SP 800-63B and ASVS agree.
"""

import string

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts import easy_passwords


class MinimumLength(password_validation.MinimumLengthValidator):
    """At least `min_length` characters."""

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(self.get_error_message(), code="password_too_short")

    def get_error_message(self):
        return ngettext(
            "Ce mot de passe est trop court : il faut au moins %(length)d caractère.",
            "Ce mot de passe est trop court : il faut au moins %(length)d caractères.",
            self.min_length,
        ) % {"length": self.min_length}

    def get_help_text(self):
        return _("Au moins %(length)d caractères. Une phrase facile à retenir convient très bien.") % {
            "length": self.min_length
        }


class NotAllDigits(password_validation.NumericPasswordValidator):
    """Something else than digits."""

    def get_error_message(self):
        return _("Ce mot de passe n’a que des chiffres. Ajoutez des lettres ou d’autres caractères.")

    def get_help_text(self):
        return _("Pas seulement des chiffres.")


class NotCommon(password_validation.CommonPasswordValidator):
    """None of the 20,000 passwords everybody tries first, nor one of them dressed up with digits, signs or runs of
    keys, nor what only makes it longer: the same again, keys or letters in a row (`easy_passwords.py`)."""

    FRENCH = {
        *("azerty", "azertyuiop", "bienvenue", "bonjour", "chouchou", "comptoir", "doudou", "france", "jetaime"),
        *("loulou", "marseille", "motdepasse", "soleil"),
    }
    DRESSING = string.digits + string.punctuation + string.whitespace
    MIN_DISTINCT = 5
    SHORTEST_KNOWN = 3  # the list holds single letters, which stand in good passwords too

    def validate(self, password, user=None):
        super().validate(password, user)
        lowered = password.lower()
        bare = lowered.strip(self.DRESSING)
        words = easy_passwords.words_of(password)
        if self._known(bare) or len(words) == 1 and self._known(*words):
            raise ValidationError(self.get_error_message(), code="password_too_common")
        if len(set(lowered)) < self.MIN_DISTINCT or easy_passwords.is_one_word_again(password):
            raise ValidationError(self.get_repeated_message(), code="password_repeated")
        if easy_passwords.is_run(password):
            raise ValidationError(self.get_run_message(), code="password_in_a_row")

    def _known(self, word: str) -> bool:
        return len(word) >= self.SHORTEST_KNOWN and (word in self.FRENCH or word in self.passwords)

    def get_error_message(self):
        return _("Mot de passe trop courant. Choisissez-en un autre.")

    def get_repeated_message(self):
        return _("Ce mot de passe est trop facile à deviner : il se répète. Ajoutez un autre mot.")

    def get_run_message(self):
        return _(
            "Ce mot de passe est trop facile à deviner : il suit l’ordre du clavier, de l’alphabet ou des chiffres. "
            "Choisissez plutôt quelques mots."
        )

    def get_help_text(self):
        return _("Pas un mot de passe courant, comme « motdepasse123 ».")


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    """Nothing close to one's name or e-mail address, nor these and the portal's name with digits and signs alone."""

    words = gettext_lazy("Ce mot de passe ressemble trop à votre nom ou à votre adresse e-mail.")

    def __init__(self):
        super().__init__(user_attributes=("first_name", "last_name", "email"))

    def validate(self, password, user=None):
        super().validate(password, user)
        own = (getattr(user, name, "") for name in self.user_attributes)
        known = " ".join((*own, settings.PORTAL_NAME)).replace("@", " ").split()
        if easy_passwords.holds_little_beside(password, known):
            raise ValidationError(self.get_little_message(), code="password_of_oneself")

    def get_error_message(self):
        return str(self.words)

    def get_little_message(self):
        return _(
            "Ce mot de passe est trop facile à deviner : il n’a que votre nom, votre adresse e-mail ou le nom du "
            "portail, et des chiffres ou des signes. Ajoutez un autre mot."
        )

    def get_help_text(self):
        return _("Ni votre nom, ni votre adresse e-mail, ni le nom du portail, même suivis de chiffres.")


def rules() -> list[str]:
    """The rules as sentences, in the order they are checked."""
    return password_validation.password_validators_help_texts()
