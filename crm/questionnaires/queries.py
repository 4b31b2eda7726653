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


def qcf_level_of(client) -> str:
    """Return the level of knowledge in force; empty when there is none."""
    found = in_force(client, Slug.QCF)
    return found.level if found else ""
