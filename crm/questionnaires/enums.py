from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Slug(TextChoices):
    """The two questionnaires: knowledge and experience (QCF), risk profile (QPR)."""

    QCF = "qcf", _("QCF")
    QPR = "qpr", _("QPR")


class Mode(TextChoices):
    WITH_CLIENT = "with", _("Rempli avec le client")
    BY_LINK = "link", _("Rempli par le client, par lien")


class VersionState(TextChoices):
    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")
