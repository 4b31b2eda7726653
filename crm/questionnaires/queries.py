"""Queries of questionnaires; every queryset starts from `visible_to`."""

from crm.questionnaires.enums import Slug, VersionState
from crm.questionnaires.models import QuestionnaireVersion, Response
from portal.core.values import dates


def version_in_force(slug: str) -> QuestionnaireVersion | None:
    """Return the latest published version of a questionnaire."""
    return QuestionnaireVersion.objects.published().filter(slug=slug).order_by("-number").first()


def draft_of(slug: str) -> QuestionnaireVersion | None:
    return QuestionnaireVersion.objects.filter(slug=slug, state=VersionState.DRAFT).first()


def responses_of(user, client, slug: str) -> list[Response]:
    """Return a client's responses to one questionnaire, newest first."""
    mine = Response.objects.visible_to(user).filter(client=client, slug=slug)
    return list(mine.select_related("version", "by", "document")[:50])


def in_force(client, slug: str) -> Response | None:
    """Return the client's last finished response that is still valid."""
    valid = Response.objects.finished().filter(client=client, slug=slug, valid_until__gte=dates.today())
    return valid.order_by("-finished_at", "-pk").first()


def comparison_of(response: Response) -> dict | None:
    """Return the result before this one of the same client, and the answers that changed since; None without one."""
    earlier = Response.objects.finished().filter(
        client=response.client_id, slug=response.slug, finished_at__lt=response.finished_at
    )
    previous = earlier.order_by("-finished_at", "-pk").first()
    if previous is None:
        return None
    before = {line["question"]: line["answer"] for line in previous.result["lines"]}
    changed = [
        {"question": line["question"], "before": before[line["question"]], "now": line["answer"]}
        for line in response.result["lines"]
        if line["question"] in before and before[line["question"]] != line["answer"]
    ]
    return {"previous": previous, "changed": changed}


def qcf_level_of(client) -> str:
    """Return the level of knowledge in force; empty when there is none."""
    found = in_force(client, Slug.QCF)
    return found.level if found else ""
