"""A portal with people of every role and, in two agencies, one of everything that has an address."""

from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from catalog.library.models import Document, DocumentCategory
from contracts.models import Contract, PartnerReference
from crm.clients.enums import Civility
from crm.models import QuestionnaireVersion, Response
from crm.notes.models import Note
from crm.questionnaires.actions import write_draft
from crm.questionnaires.examples import QCF
from crm.signatories.models import Signatory
from crm.tasks.models import Task
from portal.access.roles import Role
from portal.core.values.dates import now
from portal.documents import files
from portal.exchange.imports.models import ImportBatch
from portal.exchange.models import BulkJob, BulkRow, ExportJob, SavedView
from portal.undo.models import Reversal
from presales.requests.enums import Status
from tests.documents.test_detection import PDF_BYTES
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.aggregation import PartnerContractFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, code_sent, link_sent, other_than, type_code
from tests.factories.news import NewsFactory, picture_of
from tests.factories.presales import tale_at
from tests.security import belongings

OURS = ("portal", "catalog", "crm", "presales", "contracts", "subscriptions")
SOME = 20  # of each kind, for whoever guesses
SECRET = "Zzyzxmarque"  # stands in everything of the other agency, and nowhere else


@dataclass
class World:
    """`people` by role, all of one agency; `foreign` holds what belongs to somebody of another, by its model."""

    people: dict[str, Model] = field(default_factory=dict)
    foreign: dict[type, list[Model]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def everything(self) -> dict[str, list]:
        """Real values for the places of addresses, by their type."""
        keys = {key for model in OWNED for key in model.objects.values_list("pk", flat=True)[:SOME]}
        numbers = {key for key in keys if isinstance(key, int)}
        contracts = list(Contract.objects.exclude(number=None).values_list("number", flat=True))
        return {
            "int": sorted({*numbers, *(person.pk for person in self.people.values())}),
            "number": contracts,
            "uuid": sorted(key for key in keys if isinstance(key, UUID)),
            "slug": ["contrats", "produits", "partenaires", "clients", "premiere-connexion", "signature"],
            "str": self.links,
            "path": sorted(numbers),
        }


def make() -> World:
    world = World()
    agency = OrganisationFactory(name="Agence d’ici")
    for role in Role:
        staff = role == Role.BACK_OFFICE
        place = None if role in (Role.BACK_OFFICE, Role.CLIENT) else agency
        world.people[role] = UserFactory(role=role, is_staff=staff, organisation=place)
    _belongings(world.people[Role.AGENT], "Dici")
    stranger = UserFactory(organisation=OrganisationFactory(name=f"Agence {SECRET}"), last_name=SECRET)
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in OWNED}
    world.links = _belongings(stranger, SECRET)
    for status in Status.values:
        tale_at(status)  # of a partner each, all of them foreign to everybody but the team
    for model in OWNED:
        world.foreign[model] = list(model.objects.exclude(pk__in=before[model]))
    return world


# Whatever is ours: what `_belongings` makes of it is foreign to everybody else.
OWNED = [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def _belongings(owner, name: str) -> list[str]:
    """One of everything for `owner`; gives the tokens of the secure links that went out."""
    words = {"owner": owner, "last_name": name, "email": f"{name.lower()}@exemple.example"}
    client = ClientFactory(**words)
    Note.objects.create(client=client, author=owner, text=f"Note {name}")
    Task.objects.create(client=client, owner=owner, agency=owner.organisation, title=f"Rappeler {name}", due_at=now())
    Signatory.objects.create(client=client, owner=owner, civility=Civility.MADAM, last_name=name, first_name=name)
    held = PartnerContractFactory(client=client, holder=name, product_name=f"Produit {name}")
    PartnerReference.objects.create(client=client, partner=held.partner, reference=name, normalised=name.upper())
    version = QuestionnaireVersion.objects.filter(slug="qcf").first() or write_draft(
        slug="qcf", definition=QCF, by=owner
    )
    Response.objects.create(client=client, version=version, slug="qcf", mode="with", comment=f"Avis {name}", by=owner)
    ContractFactory(**words)
    waiting = ContractFactory(awaiting_client=True, **words)
    locked = ContractFactory(awaiting_client=True, **words)
    for status in ("awaiting_back_office", "sealed", "validated", "unpaid", "unreachable", "withdrawn"):
        ContractFactory(**{status: True}, **words)
    told = {"about_type": "contracts.contract", "about_id": str(waiting.pk), "version": 1}
    Reversal.objects.create(command="contracts.validate", by=owner, until=now(), **told)
    for _guess in range(5):
        type_code(locked, other_than(code_sent(locked)), by=owner)
    _papers(owner, name)
    return [link_sent(waiting).split("/")[2], *belongings.make_all(owner, name, client)]


def _papers(owner, name: str) -> None:
    stored = files.store(PDF_BYTES + name.encode(), name=f"{name}.pdf", kind="library")
    shelf, _made = DocumentCategory.objects.get_or_create(name="Tarifs")
    document = Document.objects.create(title=f"Tarif {name}", category=shelf, file=stored, uploaded_by=owner)
    document.organisations.add(owner.organisation)
    picture_of(NewsFactory(title=f"Nouvelle {name}", draft=True))
    SavedView.objects.create(owner=owner, listing="contrats", name=f"Vue {name}")
    ExportJob.objects.create(owner=owner, listing="contrats", format="csv", state="ready", file=stored)
    ImportBatch.objects.create(owner=owner, kind="contrats", state="ready", file=stored, file_name=f"{name}.csv")
    job = BulkJob.objects.create(owner=owner, listing="contrats", action="supprimer", state="ready", expected=1)
    BulkRow.objects.create(job=job, key=1, name=f"Contrat de {name}", state="done")


__all__ = ["OWNED", "SECRET", "World", "make"]
