"""Purposes of secure links, declared by rooms."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.utils.functional import Promise

from portal.core.plugs import Socket
from portal.links.models import SecureLink

LinkView = Callable[..., object]  # (request, link, subject) -> response
RENEWAL = "nouveau"


@dataclass(frozen=True)
class ProofSpec:
    """A question only the recipient can answer.

    `form` is asked before anything personal is shown; `check(subject, cleaned_data)` says whether the
    answer is right. `wrong` is the sentence after a wrong one. With `address`, a code is mailed there when it is
    asked for, and the right answer is that code (`mailed_codes`).
    """

    form: type[forms.Form]
    check: Callable[[object, dict], bool]
    wrong: str | Promise
    address: Callable[[object], str] | None = None


@dataclass(frozen=True)
class Purpose:
    """One use of secure links.

    `title` names it to a reader who has proven nothing: no personal data in it. `view(request, link,
    subject)` answers at `/l/<token>/`, each of `views` at `/l/<token>/<action>/`, once the gate is
    passed. `proof` is a `ProofSpec`, or a function of the subject that gives one (a birth date for a
    person, a postal code for a company). `done`, when given, answers GET at `/l/<token>/` once the link
    is completed, to the browser that completed it and to no other. `ended` answers to every other browser then,
    with nothing personal and a 410; without it they read that the link is dead. `renew(link)` sends a new link to
    the same recipient when an expired one is asked for again; it runs in a transaction. `proven(link, subject)` is
    told that a reader has given the right answer, in the transaction that says so.
    """

    name: str
    title: str | Promise
    view: LinkView
    views: dict[str, LinkView] = field(default_factory=dict)
    proof: ProofSpec | Callable[[object], ProofSpec | None] | None = None
    done: LinkView | None = None
    ended: LinkView | None = None
    renew: Callable[[SecureLink], None] | None = None
    proven: Callable[[SecureLink, object], None] | None = None

    def __post_init__(self):
        if RENEWAL in self.views:
            raise ValueError(f"The action {RENEWAL!r} belongs to the gate.")

    def proof_for(self, subject) -> ProofSpec | None:
        """Return the question to ask about this subject, if any."""
        if self.proof is None or isinstance(self.proof, ProofSpec):
            return self.proof
        return self.proof(subject)


PURPOSES = Socket("links", Purpose, "A purpose of secure links, with the pages behind them.")


def find(name: str) -> Purpose | None:
    """Return the purpose of that name, None when no app has it any more."""
    return PURPOSES.find(name)
