"""Simulation of a contact list: what each line creates or completes. Nothing filled in the portal is overwritten."""

from collections import defaultdict

from django.utils.translation import gettext as _

from crm.clients.doubles import keys_of
from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.imports.enums import Content
from crm.imports.matching import NAMED, Files, Match, pairs_of, told_elsewhere
from crm.imports.party import Party, party_of
from crm.notes.models import Note
from crm.prospects.models import Attribution
from portal.accounts.queries import team_contacts
from portal.exchange.imports.kinds import Planned, Record, Run, Verdict

CONTACT_KEYS = ("email", "mobile", "landline")


def parties_of(run: Run, rows: list[tuple[int, dict]]) -> list[Party]:
    """Return the parties of numbered lines, without what belongs to the team."""
    parties = [party_of(number, values, run.source) for number, values in rows]
    reached = {
        party.identity.get(key) or party.contact.get(key) for party in parties for key in ("email", "phone", "mobile")
    }
    if not (team := team_contacts(reached - {None, ""})):
        return parties
    return [party_of(number, values, run.source, team) for number, values in rows]


def plan(run: Run, records: list[Record]) -> list[Planned]:
    """Compare each record with the files of the portal and with the earlier lines; a fixed number of queries."""
    parties = parties_of(run, [(each.number, each.values) for each in records])
    known = Known(run, parties)
    return [_planned(run, party, known) for party in parties]


class Known:
    """What exists about the parties of a chunk: files, contacts, notes, and SIREN that somebody else brought."""

    def __init__(self, run: Run, parties: list[Party], *, lock: bool = False):
        self.files = Files(run.by, parties, lock=lock)
        keys = self.files.mine
        self.contacts: dict[int, list[Contact]] = defaultdict(list)
        for contact in Contact.objects.filter(client__in=keys) if keys else ():
            self.contacts[contact.client_id].append(contact)
        notes = {party.note for party in parties if party.note}
        written = Note.objects.filter(client__in=keys, text__in=notes) if keys and notes else Note.objects.none()
        self.notes = set(written.values_list("client_id", "text"))
        numbers = {party.identity["siren"] for party in parties if "siren" in party.identity}
        taken = Attribution.objects.filter(siren__in=numbers, ended_at=None) if numbers else Attribution.objects.none()
        self.taken = set(taken.values_list("siren", flat=True)) if run.source == Content.PROSPECTS else set()


def _planned(run: Run, party: Party, known: Known) -> Planned:
    if party.problem:
        return Planned(Verdict.REFUSED, party.problem, party.label)
    if earlier := _earlier(run, party):
        return _again(party, earlier)
    match = known.files.match(party)
    if len(match.same) > 1:
        names = ", ".join(row.display_name for row in match.same[:3])
        reason = _("Plusieurs fiches correspondent (%(names)s) : fusionnez-les d’abord.") % {"names": names}
        pair = [row.pk for row in match.same[:2]]
        return Planned(Verdict.REFUSED, reason, party.label, match.same[0].pk, {"double": pair[1], "kept": pair[0]})
    if match.same:
        return _completed(run, party, match.same[0], known)
    if match.elsewhere or party.identity.get("siren") in known.taken:
        return Planned(Verdict.IGNORED, told_elsewhere(match.elsewhere or "siren"), party.label)
    _remember(run, party)
    return _created(party, match)


def _created(party: Party, match: Match) -> Planned:
    if not match.similar:
        return Planned(Verdict.CREATED, " ".join(party.told), party.label)
    row = match.similar[0]
    if row.same_email and row.same_email == party.identity.get("email", ""):
        told = _("Même e-mail que la fiche de %(name)s : fusionnez-les si c’est le même client.")
    elif row.phone and row.phone == party.identity.get("phone", ""):
        told = _("Même mobile que la fiche de %(name)s : fusionnez-les si c’est le même client.")
    else:
        told = _("Même nom que la fiche de %(name)s : fusionnez-les si c’est le même client.")
    sentence = told % {"name": row.display_name}
    return Planned(Verdict.CREATED, " ".join([sentence, *party.told]), party.label, None, {"double": row.pk})


def _completed(run: Run, party: Party, row: Client, known: Known) -> Planned:
    """Say what a line adds to a file, and what it says otherwise, which stays."""
    _remember(run, party)
    filled, kept = differences(row, party)
    added = [label(name) for name in filled]
    if party.contact and not (contact := same_contact(party, known.contacts[row.pk])):
        added.append(_("contact %(name)s") % {"name": party.contact_name})
    elif party.contact:
        added += [str(Contact._meta.get_field(name).verbose_name) for name in missing(contact, party.contact)]
    if party.note and (row.pk, party.note) not in known.notes:
        added.append(_("note"))
    told = [_("Complété : %(what)s.") % {"what": ", ".join(added)}] if added else []
    told += [_("Conservé : %(what)s.") % {"what": ", ".join(map(label, kept))}] if kept else []
    verdict = Verdict.UPDATED if added else Verdict.UNCHANGED
    return Planned(verdict, " ".join([*told, *party.told]), party.label, row.pk)


def differences(row: Client, party: Party) -> tuple[list[str], list[str]]:
    """Return the columns that a party fills in a file, and those where it says something else."""
    told = {name: value for name, value in party.identity.items() if name != "kind"}
    if row.address or row.postal_code or row.city:  # an address is taken whole or not at all
        address = {name: told.pop(name) for name in ("address", "address_extra", "postal_code", "city") if name in told}
        kept = ["address"] if any(getattr(row, name) != value for name, value in address.items()) else []
    else:
        kept = []
    filled = [name for name in told if not getattr(row, name)]
    return filled, kept + [name for name in told if getattr(row, name) and not _says(row, name, told[name])]


def _says(row: Client, name: str, value) -> bool:
    """Tell whether a file says the same; names in another writing are the same."""
    here = getattr(row, name)
    if name in ("last_name", "first_name", "company_name", "email", "city"):
        return str(here).casefold() == str(value).casefold()
    return here == value


def missing(contact: Contact, values: dict) -> list[str]:
    return [name for name, value in values.items() if value and not getattr(contact, name)]


def same_contact(party: Party, contacts: list[Contact]) -> Contact | None:
    """Return the contact of a company that a line names: by e-mail, number or name."""
    told = party.contact
    for contact in contacts:
        if any(told.get(key) and told[key] == getattr(contact, key) for key in CONTACT_KEYS if key != "landline"):
            return contact
        if party.contact_name and contact.display_name.casefold() == party.contact_name.casefold():
            return contact
    return None


def label(name: str) -> str:
    return str(Client._meta.get_field(name).verbose_name)


# --- lines of the same file -----------------------------------------------------------------------------------


def _remember(run: Run, party: Party) -> None:
    party.people = {party.contact_name} if party.contact else set()
    for pair in pairs_of(party):
        run.seen.setdefault(pair, party)


def _earlier(run: Run, party: Party) -> Party | None:
    """Return the earlier line of the file that is about the same party."""
    for pair in pairs_of(party):
        found = run.seen.get(pair)
        if found and _is_again(pair[0], party, found):
            return found
    return None


def _is_again(key: str, party: Party, earlier: Party) -> bool:
    """Tell whether two lines that share `key` are one party, by the rules of `matching.is_same`."""
    if key in ("siren", "same_name"):
        return True
    if key != NAMED:
        return earlier.name == party.name
    if party.is_company:
        return not ("siren" in party.identity and "siren" in earlier.identity)
    return not (keys_of(party.identity) and keys_of(earlier.identity))


def _again(party: Party, earlier: Party) -> Planned:
    """Say what a line adds to an earlier one of its file."""
    added = [name for name in party.identity if not earlier.identity.get(name)]
    told = [label(name) for name in added]
    earlier.identity |= {name: party.identity[name] for name in added}
    if party.contact and party.contact_name not in earlier.people:
        earlier.people.add(party.contact_name)
        told.append(_("contact %(name)s") % {"name": party.contact_name})
    if party.note and party.note != earlier.note:
        told.append(_("note"))
    if not told:
        return Planned(Verdict.IGNORED, _("Répète la ligne %(number)s.") % {"number": earlier.number}, party.label)
    told = _("Complète la ligne %(number)s : %(what)s.") % {"number": earlier.number, "what": ", ".join(told)}
    return Planned(Verdict.UPDATED, told, party.label)
