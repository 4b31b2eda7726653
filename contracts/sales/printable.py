"""Client texts printed on the contract, and the reason why one cannot be printed."""

from django.utils.translation import gettext as _

from portal.documents import lettering

PRINTED = "company_name last_name first_name email address address_extra city".split()


def print_problem(name: str, text: str) -> str:
    """Return why the contract cannot be printed with this text, or an empty string."""
    if not (signs := lettering.missing(text)):
        return ""
    if name in ("last_name", "first_name"):
        sentence = _(
            "« %(signs)s » ne peut pas être imprimé : recopiez le nom en lettres latines de la pièce d’identité."
        )
    else:
        sentence = _("« %(signs)s » ne peut pas être imprimé : écrivez-le en lettres latines.")
    return sentence % {"signs": signs}


def first_problem(contract) -> str:
    """Return why the contract cannot be printed with its client's texts, or an empty string."""
    return next(filter(None, (print_problem(name, getattr(contract, name)) for name in PRINTED)), "")
