"""French phone numbers: any writing in, E.164 stored, national writing shown."""

import re

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from portal.core.values import typed_text

FICTION = 63998
LINK = "tel:"  # in front of what was copied from a page
MAINLAND = "FR"
# They dial ten digits as the mainland does, behind country codes of their own.
OVERSEAS = ("RE", "GP", "MQ", "GF", "YT")
HOME_CODES = ("33", "262", "590", "594", "596")


class PhoneError(ValueError):
    """A number that cannot be used; its text is a French sentence for the field."""


def parse(text: str, *, mobile: bool = False) -> str:
    """The E.164 form of a number in any French writing.

    With `mobile=True` only a mobile of the countries in `SMS_COUNTRIES` passes, as an SMS will be sent to it.
    Raises `PhoneError` with the sentence to show.
    """
    number = _read(text)
    if is_fictional(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(_("Ce numéro n’existe pas. Vérifiez les chiffres, par exemple 06 12 34 56 78."))
    if mobile:
        _refuse_unless_mobile(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _read(text: str):
    """The number of a text of digits and separators; the library would drop a letter or an extension in silence."""
    plain = typed_text.one_line(text).strip()
    if plain[: len(LINK)].lower() == LINK:
        plain = plain[len(LINK) :]
    try:
        number = None if any(sign.isalpha() for sign in plain) else phonenumbers.parse(plain, MAINLAND)
    except NumberParseException:
        number = None
    if number is None or number.extension:
        raise PhoneError(_("Ce numéro n’est pas reconnu. Exemple : 06 12 34 56 78."))
    if number.country_code == 33 and not phonenumbers.is_valid_number(number):
        return _overseas(plain) or number
    return number


def _overseas(plain: str):
    """What is no number of the mainland as the one overseas it is (`0692 12 34 56`, Réunion), else None."""
    national = plain.removeprefix("+33").removeprefix("0033")
    numbers = (phonenumbers.parse(national, region) for region in OVERSEAS)
    return next(filter(phonenumbers.is_valid_number, numbers), None)


def is_fictional(number) -> bool:
    """Whether a parsed number is a mobile that ARCEP keeps for fiction (06 39 98 00 00 to 99 99).

    They ring nowhere: good in a demonstration, refused in production, where an SMS has to arrive.
    """
    return settings.DEMO and number.country_code == 33 and number.national_number // 10_000 == FICTION


def _refuse_unless_mobile(number) -> None:
    if phonenumbers.region_code_for_number(number) not in settings.SMS_COUNTRIES:
        country = _("Les SMS ne partent pas vers ce pays (indicatif +%(code)s) : indiquez un autre mobile.")
        raise PhoneError(country % {"code": number.country_code})
    if phonenumbers.number_type(number) != PhoneNumberType.MOBILE:
        raise PhoneError(_("C’est un téléphone fixe : il faut un mobile (06 ou 07) pour recevoir le code par SMS."))


def is_mobile(e164: str) -> bool:
    """Whether an SMS may be sent to this number."""
    try:
        parse(e164, mobile=True)
    except PhoneError:
        return False
    return True


# Numbers of ten digits that are written by twos: all but those that begin with 08.
FRENCH = re.compile(r"\+33([1-79])(\d\d)(\d\d)(\d\d)(\d\d)")


def national(e164: str) -> str:
    """`+33612345678` → `06 12 34 56 78`; a foreign number keeps its country code."""
    if not e164:
        return ""
    if of_france := FRENCH.fullmatch(e164):
        return "0{}\u00a0{}\u00a0{}\u00a0{}\u00a0{}".format(*of_france.groups())
    try:
        number = phonenumbers.parse(e164, "FR")
    except NumberParseException:
        return e164
    abroad = number.country_code != 33
    form = PhoneNumberFormat.INTERNATIONAL if abroad else PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, form).replace(" ", "\u00a0")


def writings(e164: str) -> list[str]:
    """A number for a search text, in digits: as it is kept, and as it is dialled at home."""
    plain = e164.removeprefix("+")
    home = next((code for code in HOME_CODES if plain.startswith(code)), None)
    return [plain, f"0{plain.removeprefix(home)}"] if home else [plain]


def masked(e164: str) -> str:
    """`+33612345678` → `06 •• •• •• 78`: enough to recognise one's own number, no more."""
    shown = national(e164)
    return shown[:2] + "".join("•" if sign.isdigit() else sign for sign in shown[2:-2]) + shown[-2:]


class PhoneField(forms.CharField):
    """A form field that takes a number in any writing and gives its E.164 form."""

    mobile = False
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        try:
            return parse(value, mobile=self.mobile)
        except PhoneError as error:
            raise ValidationError(str(error), code="phone") from error

    def prepare_value(self, value):
        return national(value) if isinstance(value, str) and value.startswith("+33") else value


class MobileField(PhoneField):
    """A phone field that only takes mobiles an SMS may be sent to."""

    mobile = True
    default_label = gettext_lazy("Mobile")
