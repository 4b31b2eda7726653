"""Who works with the portal: accounts, and the organisations they belong to."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.readers import Reader
from portal.access.roles import ROLE_RIGHTS, Role
from portal.accounts.managers import UserManager
from portal.administration import rights
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import searchable
from portal.core.reading import reads
from portal.core.values import dates, phone
from portal.core.values.emails import EmailField
from portal.core.values.text import normalise


class Organisation(models.Model):
    """An agency that sells, a partner whose products are sold, or a client's company."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Agence")
        PARTNER = "partner", _("Partenaire")
        COMPANY = "company", _("Entreprise")

    name = models.CharField(_("nom"), max_length=120, unique=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.AGENCY)
    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Court et sans espace : « lyon-2 »."))
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("ville"), max_length=80, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """State of an account, in addresses and filters."""

    INVITED = "invite", _("Invité")
    ACTIVE = "actif", _("Actif")
    CLOSED = "desactive", _("Désactivé")
    LEFT = "parti", _("Parti")


STATE_TONES = {State.INVITED: "info", State.ACTIVE: "success", State.CLOSED: "warning", State.LEFT: "muted"}
OF_STATE = {
    State.INVITED: Q(is_active=True, activated_at=None),
    State.ACTIVE: Q(is_active=True, activated_at__isnull=False),
    State.CLOSED: Q(is_active=False, left_at=None),
    State.LEFT: Q(is_active=False, left_at__isnull=False),
}


def photo_name(user: "User", name: str) -> str:
    """A place for a photo that nobody can guess and that says nothing of whose it is."""
    return f"photos/{secrets.token_urlsafe(24)}{PurePath(name).suffix}"


class User(Reader, AbstractBaseUser, PermissionsMixin):
    """An account, known by its e-mail address. Rights come from the role, plus the extra ones granted by name."""

    email = EmailField(_("adresse e-mail"), unique=True)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80)
    role = models.CharField(_("rôle"), max_length=20, choices=Role, default=Role.AGENT)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("organisation"),
    )
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    photo = models.FileField(_("photo"), upload_to=photo_name, blank=True)
    extra_rights = models.JSONField(_("droits supplémentaires"), default=list, blank=True)
    language = models.CharField(_("langue"), max_length=5, choices=settings.LANGUAGES, default="fr")
    is_staff = models.BooleanField(
        _("accès à l’administration"), default=False, help_text=_("Ouvre les pages d’administration.")
    )
    is_active = models.BooleanField(
        _("actif"), default=True, help_text=_("Un compte désactivé n’a plus accès au portail.")
    )
    date_joined = models.DateTimeField(_("créé le"), default=dates.now, editable=False)
    invited_at = models.DateTimeField(_("invité le"), null=True, blank=True, editable=False)
    activated_at = models.DateTimeField(_("mot de passe choisi le"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("parti le"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.CharField(max_length=400, blank=True, editable=False)
    sort_name = models.CharField(max_length=80, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ["last_name", "first_name", "pk"]
        indexes = [
            *sort_indexes("accounts_user", {}, {"name": "sort_name", "joined": "date_joined"}),
            SearchIndex(fields=["search_text"], name="accounts_user_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="accounts_user_email_lower",
                condition=Q(email=Lower("email")),
                violation_error_message=_("L’adresse e-mail s’écrit en minuscules."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        self.fill_search()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "email", "search_text", "sort_name"}
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        parts = (self.first_name, self.last_name, self.email, *phone.writings(self.phone))
        self.search_text = searchable(*parts)[:400]
        self.sort_name = normalise(self.last_name, self.first_name, self.email)[:80]

    def touch(self) -> None:
        """Note that the back-office changes the account now; the caller saves it."""
        self.version += 1

    @reads("first_name", "last_name", "email")
    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.first_name or self.email

    @property
    def initials(self) -> str:
        """Two letters for the round picture of those who have no photo."""
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.email[:1].upper()

    def has_right(self, right: str) -> bool:
        """Return whether the role or an extra grant gives `right`; a deactivated account has none."""
        return self.is_active and (right in ROLE_RIGHTS.get(self.role, ()) or right in self.extra_rights)

    def has_perm(self, perm: str, obj=None) -> bool:
        """Django's question, asked by the administration; the portal's own pages ask `has_right`."""
        return super().has_perm(perm, obj) or rights.allows(self, perm)

    def has_module_perms(self, app_label: str) -> bool:
        return super().has_module_perms(app_label) or rights.shows(self, app_label)

    @property
    def photo_url(self) -> str:
        """Where the photo is served to those who may see it; empty without one."""
        return reverse("accounts:photo", args=[self.pk]) if self.photo else ""

    @property
    def is_invited(self) -> bool:
        """Return whether the person has yet to choose a password."""
        return self.is_active and not self.has_usable_password()

    def get_absolute_url(self) -> str:
        """The page of those who administer accounts."""
        return reverse("people:person", args=[self.pk])

    @property
    @reads("is_active", "activated_at", "left_at")
    def state(self) -> State:
        if self.is_active:
            return State.ACTIVE if self.activated_at else State.INVITED
        return State.LEFT if self.left_at else State.CLOSED

    @property
    @reads("state")
    def status_label(self) -> str:
        return self.state.label

    @property
    @reads("state")
    def status_tone(self) -> str:
        return STATE_TONES[self.state]


class FormerContact(models.Model):
    """A number or an address that a colleague's account had until a moment: refused for a signer a while longer."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("téléphone")
        EMAIL = "email", _("adresse e-mail")

    user = models.ForeignKey(User, models.CASCADE, related_name="former_contacts", verbose_name=_("compte"))
    kind = models.CharField(_("type"), max_length=5, choices=Kind)
    value = models.CharField(_("valeur"), max_length=254)
    until = models.DateTimeField(_("jusqu’au"), default=dates.now, db_index=True)

    class Meta:
        verbose_name = _("ancienne coordonnée")
        verbose_name_plural = _("anciennes coordonnées")
        indexes = [models.Index(fields=["kind", "value", "until"], name="accounts_former_contact")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.until:%d/%m/%Y}"
