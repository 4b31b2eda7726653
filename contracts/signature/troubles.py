"""Problems that block a signature (undelivered SMS, lock): the cause, and who has to act."""

from dataclasses import dataclass

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.sales.enums import SIGNATURE, Status
from contracts.sales.models import Contract
from portal.codes.enums import Limit
from portal.codes.models import Lock
from portal.core.values.kept_words import to_tell
from portal.messaging.models import Message
from portal.messaging.states import DEAD_NUMBER, LOST, Channel

KIND = Contract._meta.label_lower


@dataclass(frozen=True)
class Trouble:
    """A problem. With `is_lock` the back-office acts; else the seller sends another code, or corrects the number."""

    title: str
    reason: str
    action: str
    url: str
    is_lock: bool = False
    is_to_correct: bool = False

    @property
    def sentence(self) -> str:
        return _("%(label)s : %(value)s") % {"label": self.title, "value": self.reason}


def with_troubles(contracts: QuerySet) -> QuerySet:
    """Return the same contracts with what `trouble_of` reads, without another query."""
    key = Cast(OuterRef("pk"), CharField())
    last = Message.objects.filter(about_type=KIND, about_id=key, channel=Channel.SMS, kind="").order_by("-id")
    why = Concat("error_code", Value("|"), "error_sentence", output_field=CharField())
    lost = Case(When(state__in=LOST, then=why), default=Value(""), output_field=CharField())
    locks = Lock.objects.filter(about_type=KIND, about_id=key, purpose=SIGNATURE, lifted_at=None).order_by("at")
    return contracts.annotate(
        lost_sms=_while_signing(last.annotate(lost=lost).values("lost")[:1]),
        lock_limit=_while_signing(locks.values("limit")[:1]),
    )


def _while_signing(rows: QuerySet) -> Case:
    waits = When(status=Status.AWAITING_CLIENT, then=Subquery(rows, output_field=CharField()))
    return Case(waits, default=Value(""), output_field=CharField())


def trouble_of(contract: Contract) -> Trouble | None:
    """Return what blocks this signature; None when nothing does, or when it was not read `with_troubles`."""
    limit, lost = getattr(contract, "lock_limit", ""), getattr(contract, "lost_sms", "")
    if limit:
        url = contract.get_absolute_url()
        return Trouble(_("Signature bloquée"), str(Limit(limit).label), _("Voir le blocage"), url, is_lock=True)
    if not lost:
        return None
    code, _sign, sentence = lost.partition("|")
    return _lost(contract, code, to_tell(sentence))


def _lost(contract: Contract, code: str, reason: str) -> Trouble:
    is_dead = code in DEAD_NUMBER
    action, page = (
        (_("Corriger le numéro"), "contracts:mobile") if is_dead else (_("Renvoyer un code"), "contracts:signature")
    )
    return Trouble(_("SMS non remis"), reason, action, reverse(page, args=[contract.number]), is_to_correct=is_dead)
