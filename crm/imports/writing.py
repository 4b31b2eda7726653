"""Write the lines of a contact list: files, contacts, notes; each line keeps what it changed, for the undo."""

from django.conf import settings
from django.utils.translation import gettext as _

from crm.clients.doubles import hold
from crm.clients.enums import LifeStage
from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.imports.enums import Content
from crm.imports.fields import FIELDS
from crm.imports.party import Party
from crm.imports.planning import Known, differences, missing, parties_of, same_contact
from crm.notes.models import Note
from crm.prospects.enums import Channel
from crm.prospects.models import Attribution, FollowUp
from portal.audit.history import record_many
from portal.core.values import dates
from portal.exchange.imports.kinds import Run, Verdict
from portal.exchange.models import ImportBatch, ImportLine

BY_KEY = {each.key: each for each in FIELDS}
CLIENT_COLUMNS = [name for name in Client.IDENTITY_FIELDS if name != "kind"]
WRITTEN = [*CLIENT_COLUMNS, "version", "changed_at", "search_text", "sort_name", "same_name", "same_email"]


def apply(run: Run, lines: list[ImportLine]) -> None:
    """Write a chunk of lines while nobody else saves the same parties. What no longer holds is refused, and told."""
    values = [(line.number, {key: BY_KEY[key].restored(kept) for key, kept in line.values.items()}) for line in lines]
    parties = parties_of(run, values)
    hold(*(party.identity for party in parties))
    chunk = _Chunk(run, parties)
    for line, party in zip(lines, parties, strict=True):
        chunk.take(line, party)
    chunk.write()


class _Chunk:
    """Records of one chunk, created together at its end."""

    def __init__(self, run: Run, parties: list[Party]):
        self.run, self.known = run, Known(run, parties, lock=True)
        self.new: list[Client] = []
        self.changed: dict[int, Client] = {}
        self.contacts: list[tuple[Contact, ImportLine]] = []
        self.completed: list[Contact] = []
        self.notes: list[tuple[Note, ImportLine]] = []
        self.targets: list[tuple[ImportLine, Client]] = []

    def take(self, line: ImportLine, party: Party) -> None:
        match = self.known.files.match(party)
        if line.verdict == Verdict.CREATED:
            if match.same or match.elsewhere or party.identity.get("siren") in self.known.taken:
                _refuse(line, _("Une fiche de ce client a été créée depuis la simulation."))
                return
            client = self._create(party)
            line.before = {**(line.before or {}), "created": True}
        elif len(match.same) == 1:
            client = match.same[0]
            line.before = self._complete(client, party)
        else:
            _refuse(line, _("La fiche de ce client a changé depuis la simulation."))
            return
        self._contact(client, party, line)
        self._note(client, party, line)
        line.before["version"] = client.version
        self.targets.append((line, client))

    def _create(self, party: Party) -> Client:
        stage = LifeStage.PROSPECT if self.run.source == Content.PROSPECTS else LifeStage.CLIENT
        client = Client(owner=self.run.by, agency_id=self.run.by.organisation_id, stage=stage, **party.identity)
        self.new.append(client)
        self.known.files.add(client)
        return client

    def _complete(self, client: Client, party: Party) -> dict:
        """Fill in what the file does not say yet; return what it was."""
        filled, _kept = differences(client, party)
        before = {"columns": {}, "changed_at": client.changed_at.isoformat()}
        for name in filled:
            before["columns"][name] = str(getattr(client, name) or "")
            setattr(client, name, party.identity[name])
        client.touch()
        client.fill_search()
        if client.pk is not None:
            self.changed[client.pk] = client
        return before

    def _contact(self, client: Client, party: Party, line: ImportLine) -> None:
        if not party.contact:
            return
        there = self.known.contacts[client.pk or id(client)]
        if contact := same_contact(party, there):
            self._complete_contact(contact, party, line)
            return
        contact = Contact(client=client, is_favourite=not there, **party.contact)
        there.append(contact)
        self.contacts.append((contact, line))

    def _complete_contact(self, contact: Contact, party: Party, line: ImportLine) -> None:
        names = missing(contact, party.contact)
        if not names:
            return
        if contact.pk:
            line.before["contact_before"] = [contact.pk, dict.fromkeys(names, "")]
            self.completed.append(contact)
        for name in names:
            setattr(contact, name, party.contact[name])

    def _note(self, client: Client, party: Party, line: ImportLine) -> None:
        key = (client.pk or id(client), party.note)
        if party.note and key not in self.known.notes:
            self.known.notes.add(key)
            self.notes.append((Note(client=client, author=self.run.by, text=party.note), line))

    def write(self) -> None:
        for client in self.new:
            client.fill_search()
        Client.objects.bulk_create(self.new)
        Client.objects.bulk_update(self.changed.values(), WRITTEN)
        Contact.objects.bulk_create([contact for contact, _line in self.contacts])
        Contact.objects.bulk_update(self.completed, ["civility", "last_name", "first_name", "job", "mobile", "email"])
        Note.objects.bulk_create([note for note, _line in self.notes])
        if self.run.source == Content.PROSPECTS:
            self._follow()
        for line, client in self.targets:
            line.target = client.pk
        for contact, line in self.contacts:
            line.before["contact"] = contact.pk
        for note, line in self.notes:
            line.before["note"] = note.pk
        self._record()

    def _follow(self) -> None:
        """Follow new prospects, and write who brought them."""
        FollowUp.objects.bulk_create([FollowUp(client=client) for client in self.new])
        Attribution.objects.bulk_create(
            [
                Attribution(
                    client=client,
                    siren=client.siren,
                    agent=self.run.by,
                    agency_id=self.run.by.organisation_id,
                    channel=Channel.IMPORT,
                    agreement=settings.PARTNER_AGREEMENT,
                    at=dates.now(),
                )
                for client in self.new
            ]
        )

    def _record(self) -> None:
        name = ImportBatch.objects.values_list("file_name", flat=True).get(pk=self.run.batch)
        record_many(self.new, "crm.imported", by=self.run.by, personal={"file": name})
        record_many(list(self.changed.values()), "crm.completed", by=self.run.by, personal={"file": name})


def _refuse(line: ImportLine, sentence: str) -> None:
    line.verdict, line.reason = Verdict.REFUSED, sentence
