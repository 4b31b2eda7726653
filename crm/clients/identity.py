"""Who somebody is: the same columns on a client's file and, frozen, on each of their contracts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility, Kind
from portal.core.matching import searchable
from portal.core.reading import reads
from portal.core.values import phone
from portal.core.values.emails import EmailField
from portal.core.values.text import normalise


class Identity(models.Model):
    """Its columns, and those by which lists find and sort whoever has them: these follow at every `save`."""

    kind = models.CharField(_("type de client"), max_length=10, choices=Kind, default=Kind.PERSON)
    civility = models.CharField(_("civilité"), max_length=5, choices=Civility, blank=True)
    last_name = models.CharField(_("nom"), max_length=120, blank=True)
    first_name = models.CharField(_("prénom"), max_length=120, blank=True)
    company_name = models.CharField(_("raison sociale"), max_length=200, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    address_extra = models.CharField(_("complément d’adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    email = EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("mobile"), max_length=16, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=80, editable=False, default="")

    class Meta:
        abstract = True

    IDENTITY_FIELDS = (
        "kind civility last_name first_name company_name siren birth_date "
        "address address_extra postal_code city email phone"
    ).split()  # fmt: skip

    def save(self, *args, **kwargs):
        self.fill_search()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text", "sort_name"}
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """Set the columns that lists search and sort by: also before a `bulk_create`, which saves nothing itself."""
        self.search_text = searchable(*self.search_parts())
        company = self.company_name if self.is_company else ""
        self.sort_name = normalise(company or f"{self.last_name} {self.first_name}")[:80]

    def search_parts(self) -> list:
        """What a search looks through, the phone in both writings; each model adds its own."""
        names = [self.company_name, self.last_name, self.first_name]
        return [*names, self.email, self.siren, *phone.writings(self.phone)]

    @property
    @reads("kind")
    def is_company(self) -> bool:
        return self.kind == Kind.COMPANY

    @property
    @reads("first_name", "last_name")
    def person_name(self) -> str:
        """`Camille Perrin`: the client, or who signs for the company."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    @reads("is_company", "company_name", "person_name")
    def display_name(self) -> str:
        """What lists show: the company, else the person."""
        return (self.company_name if self.is_company else "") or self.person_name

    @property
    def address_lines(self) -> list[str]:
        town = f"{self.postal_code} {self.city}".strip()
        return [line for line in (self.address, self.address_extra, town) if line]

    def identity(self) -> dict:
        """The identity columns by name, to copy from one record to another."""
        return {name: getattr(self, name) for name in self.IDENTITY_FIELDS}

    def take_identity(self, other: "Identity") -> None:
        """Copy every identity column of `other` into this record."""
        for name, value in other.identity().items():
            setattr(self, name, value)
