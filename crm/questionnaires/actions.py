"""Start a questionnaire, save each answer, finish it, send it by link; write and publish versions."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.questionnaires import rules
from crm.questionnaires.enums import Mode, Slug, VersionState
from crm.questionnaires.examples import EXAMPLES
from crm.questionnaires.models import QuestionnaireVersion, Response
from crm.questionnaires.queries import draft_of, qcf_level_of, version_in_force
from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.core.values import dates, masking
from portal.links import making
from portal.links.models import SecureLink
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

PURPOSE = "crm.questionnaire"
TEMPLATE = "crm/messages/questionnaire_link"
RISING_TRIES = 3


class Unfinished(ValueError):
    """A questionnaire that cannot be finished; `question` is the id of the first one without an answer."""

    def __init__(self, sentence: str, question: str = ""):
        super().__init__(sentence)
        self.question = question


@transaction.atomic
def start(*, client: Client, slug: str, mode: str, key: UUID, by) -> Response:
    """Begin a questionnaire on the version in force; the same form sent twice begins one."""
    version = version_in_force(slug)
    if version is None:
        raise Refused(client, _("Aucune version de ce questionnaire n’est publiée."))
    known = Response.objects.filter(creation_key=key, client=client).first()
    if known:
        return known
    try:
        with transaction.atomic():
            response = Response.objects.create(
                client=client, version=version, slug=slug, mode=mode, creation_key=key, by=by
            )
    except IntegrityError:
        return Response.objects.get(creation_key=key)
    record(lock(client), "questionnaires.started", by=by, data=_facts(response))
    return response


def _facts(response: Response) -> dict:
    return {"kind": response.get_slug_display(), "version": response.version.number}


@transaction.atomic
def answer(*, response: Response, question: str, chosen: list[str], seen: int) -> bool:
    """Save one answer; return False when another device had changed it since it was shown (the last one wins)."""
    row = Response.objects.select_for_update(of=("self",)).select_related("version").get(pk=response.pk)
    if row.is_finished:
        raise Refused(row, _("Ce questionnaire est terminé."))
    asked = {each["id"]: each for each in rules.questions_of(row.version.definition)}.get(question)
    choices = rules.known_choices(asked, chosen) if asked else []
    if not choices:
        raise Unfinished(_("Choisissez une réponse."), question)
    before = row.answers.get(question)
    agrees = row.revision == seen or before in (None, choices)
    if before != choices:
        row.answers[question] = choices
        row.revision += 1
        row.save(update_fields=["answers", "revision"])
    return agrees


@transaction.atomic
def finish(*, response: Response, comment: str = "", by=None, as_: str = "system") -> Response:
    """Compute the result and keep it. Raises `Unfinished` when an answer, or the comment it needs, is missing."""
    lock(response.client)
    row = Response.objects.select_for_update(of=("self",)).select_related("version", "client").get(pk=response.pk)
    if row.is_finished:
        return row
    definition = row.version.definition
    left = rules.missing(definition, row.answers)
    if left:
        raise Unfinished(_("Il reste des questions sans réponse."), left[0])
    row.qcf_level = qcf_level_of(row.client) if row.slug == Slug.QPR else ""
    outcome = rules.score(row.slug, definition, row.answers, qcf_level=row.qcf_level)
    if outcome.needs_comment and by is not None and not comment.strip():
        raise Unfinished(_("Capacité et tolérance sont très éloignées : expliquez pourquoi dans le commentaire."))
    row.comment = comment.strip()
    row.result, row.level = outcome.to_json(), outcome.level
    row.finished_at = dates.now()
    row.valid_until = _valid_until()
    row.warning = _warning(row, outcome.score)
    row.save()
    facts = {**_facts(row), "result": outcome.label, "answers": digest_of(row)}
    record(row.client, "questionnaires.finished", by=by, as_=as_, data=facts)
    return row


def _valid_until():
    return dates.today() + timedelta(days=settings.QUESTIONNAIRE_VALID_DAYS)


def digest_of(response: Response) -> str:
    """Return the SHA-256 of the answers, for the history."""
    return hashlib.sha256(json.dumps(response.answers, sort_keys=True).encode()).hexdigest()


def _warning(row: Response, score: int) -> str:
    """Tell a third try within 24 hours whose score keeps rising."""
    recent = Response.objects.finished().filter(
        client=row.client, slug=row.slug, finished_at__gt=dates.now() - timedelta(hours=24)
    )
    scores = [each.result["score"] for each in recent.exclude(pk=row.pk).order_by("finished_at")] + [score]
    if len(scores) >= RISING_TRIES and scores == sorted(scores) and scores[0] < scores[-1]:
        told = _("%(count)s réponses en 24 heures, avec un score qui monte à chaque fois.")
        return told % {"count": len(scores)}
    return ""


@transaction.atomic
def lower(*, response: Response, to: int, by) -> Response:
    """Keep a lower profile that the client asks for; a higher one needs a new questionnaire."""
    row = Response.objects.select_for_update(of=("self",)).select_related("client").get(pk=response.pk)
    if row.slug != Slug.QPR or not row.is_finished or not 1 <= to < int(row.level):
        raise Refused(row, _("Le profil peut seulement être baissé. Pour le relever, faites un nouveau QPR."))
    row.lowered_to = to
    row.save(update_fields=["lowered_to"])
    record(lock(row.client), "questionnaires.lowered", by=by, data={"from": row.level, "to": to})
    return row


# --- by link ---------------------------------------------------------------------------------------------------


@transaction.atomic
def send(*, client: Client, slug: str, key: UUID, by) -> Response:
    """Begin a questionnaire and mail its link to the client. Raises `Refused` without an e-mail address."""
    if not client.email:
        raise Refused(client, _("Ce client n’a pas d’adresse e-mail : ajoutez-la dans ses données."))
    response = start(client=client, slug=slug, mode=Mode.BY_LINK, key=key, by=by)
    if not living_link(response):
        _mail_link(response, by=by)
    return response


@transaction.atomic
def send_again(*, response: Response, by=None) -> None:
    """Mail a new link to the same questionnaire; answers given so far stay."""
    row = Response.objects.select_for_update(of=("self",)).select_related("client", "version").get(pk=response.pk)
    if row.is_finished:
        raise Refused(row, _("Ce questionnaire est terminé."))
    cancel(about=row, template=TEMPLATE)
    making.revoke(row, PURPOSE)
    _mail_link(row, by=by)


def living_link(response: Response) -> SecureLink | None:
    """Return the link to a questionnaire that can be opened now."""
    return SecureLink.objects.about(response).filter(purpose=PURPOSE).alive().first()


def _mail_link(response: Response, *, by) -> None:
    client = response.client
    link, token = making.make(
        purpose=PURPOSE,
        about=response,
        days=settings.QUESTIONNAIRE_LINK_DAYS,
        by=by,
        recipient_hint=masking.email_for_strangers(client.email),
    )
    queue(
        channel=Channel.EMAIL,
        to=client.email,
        template=TEMPLATE,
        context={
            "name": client.person_name,
            "title": response.version.title,
            "url": making.url_for(token),
            "days": settings.QUESTIONNAIRE_LINK_DAYS,
        },
        dedupe=f"crm.questionnaire_link:{link.pk}",
        about=response,
        sensitive=True,
        expires_at=link.expires_at,
    )
    record(lock(client), "questionnaires.sent", by=by, data=_facts(response))


@transaction.atomic
def finish_by_link(*, response: Response) -> Response:
    """Finish as the client, and end the link."""
    row = finish(response=response, as_="client")
    making.complete_all(row, PURPOSE)
    return row


# --- versions ---------------------------------------------------------------------------------------------------


@transaction.atomic
def write_draft(*, slug: str, definition: dict, by) -> QuestionnaireVersion:
    """Keep the definition of the next version as a draft."""
    draft = draft_of(slug)
    if draft is None:
        last = QuestionnaireVersion.objects.select_for_update().filter(slug=slug).order_by("-number").first()
        draft = QuestionnaireVersion(slug=slug, number=last.number + 1 if last else 1)
    draft.definition, draft.by = definition, by
    draft.save()
    return draft


@transaction.atomic
def install_examples(*, by=None) -> int:
    """Publish the example of each questionnaire that has no version yet; return how many."""
    empty = [slug for slug in Slug.values if not QuestionnaireVersion.objects.filter(slug=slug).exists()]
    for slug in empty:
        publish(version=write_draft(slug=slug, definition=EXAMPLES[slug], by=by), by=by)
    return len(empty)


@transaction.atomic
def publish(*, version: QuestionnaireVersion, by) -> QuestionnaireVersion:
    """Publish a draft: questionnaires begun from now on use it, those under way keep theirs."""
    row = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if row.state == VersionState.PUBLISHED:
        return row
    if problems := rules.problems_of(row.slug, row.definition):
        raise Refused(row, problems[0])
    row.state, row.published_at, row.by = VersionState.PUBLISHED, dates.now(), by
    row.save()
    record(row, "questionnaires.published", by=by, data={"version": row.number})
    return row
