"""A buyer invites suppliers; they confirm themselves by link; their bank details change slowly (F11)."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.suppliers import messages
from crm.suppliers.enums import BankState, LinkState
from crm.suppliers.models import BankAccount, Supplier, SupplierLink
from crm.suppliers.queries import bank_in_force, bank_waiting
from portal.access.permissions import Permission
from portal.accounts import actions as accounts
from portal.accounts.models import User
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.links import making
from portal.records import actions as records


@transaction.atomic
def invite(*, buyer: Client, company_name: str, email: str, key: UUID, by) -> SupplierLink:
    """Invite a supplier by e-mail; the same form sent twice, or the same address again, invites once."""
    lock(buyer)
    again = SupplierLink.objects.exclude(state=LinkState.REMOVED).filter(buyer=buyer, email=email).first()
    if again:
        if again.creation_key == key:
            return again
        raise Refused(again, _("Cette adresse est déjà invitée : renvoyez-lui le lien depuis la liste."))
    link = SupplierLink(buyer=buyer, owner=by, company_name=company_name, email=email, creation_key=key)
    link, made = records.create(link, by=by)
    if made:
        record(link, "suppliers.invited", by=by, personal={"company": company_name})
        messages.send_invitation(link, by=by)
    return link


@transaction.atomic
def send_again(*, link: SupplierLink, by=None) -> None:
    row = lock(link)
    if row.state != LinkState.INVITED:
        raise Refused(row, _("Ce fournisseur n’attend plus d’invitation."))
    messages.send_invitation(row, by=by)
    record(row, "suppliers.invited_again", by=by)


@transaction.atomic
def remove(*, link: SupplierLink, by) -> SupplierLink:
    """End a tie: nothing new is submitted; what was submitted follows its course."""
    row = lock(link)
    if row.state != LinkState.REMOVED:
        messages.end_invitation(row)
        row.state = LinkState.REMOVED
        row.touch()
        row.save()
        record(row, "suppliers.removed", by=by)
    return row


@transaction.atomic
def confirm(*, link: SupplierLink, company: dict, person: dict, iban: str) -> SupplierLink:
    """The supplier behind the link says who they are; their account is invited to choose a password.

    Raises `Refused` when the company has an account at another address, or the address one of another kind.
    """
    row = lock(link)
    if row.state != LinkState.INVITED:
        raise Refused(row, _("Cette invitation n’est plus valable."))
    supplier = Supplier.objects.select_for_update(of=("self",)).filter(siren=company["siren"]).first()
    if supplier is None:
        supplier = _new_supplier(row, company, person, iban)
    elif supplier.account.email != row.email:
        said = _(
            "Cette société a déjà un compte fournisseur. Demandez à votre client d’inviter l’adresse de ce compte."
        )
        raise Refused(row, said)
    if SupplierLink.objects.exclude(state=LinkState.REMOVED).filter(buyer=row.buyer, supplier=supplier).exists():
        raise Refused(row, _("Votre société est déjà parmi les fournisseurs de ce client."))
    row.supplier, row.state, row.confirmed_at = supplier, LinkState.CONFIRMED, dates.now()
    row.touch()
    row.save()
    record(row, "suppliers.confirmed", personal={"company": supplier.company_name})
    making.complete_all(row, messages.PURPOSE)
    earnings.earn(source=row, kind="connection", agent=row.buyer.owner, base=Decimal(0), label=str(_("Connexion")))
    return row


def _new_supplier(link: SupplierLink, company: dict, person: dict, iban: str) -> Supplier:
    if User.objects.filter(email=link.email).exists():
        raise Refused(
            link, _("Cette adresse a déjà un autre compte sur le portail : demandez une invitation ailleurs.")
        )
    account = accounts.open_supplier(email=link.email, **person)
    supplier = Supplier.objects.create(account=account, **company)
    BankAccount.objects.create(
        supplier=supplier, iban=iban, state=BankState.IN_FORCE, asked_by=account, usable_from=dates.now()
    )
    record(supplier, "suppliers.opened", by=account, personal={"company": supplier.company_name})
    accounts.invite(user=account)
    return supplier


@transaction.atomic
def change_bank(*, supplier: Supplier, iban: str, by) -> BankAccount:
    """Ask for other bank details: they wait, the old contact is told, another person confirms."""
    row = lock(supplier)
    old, waiting = bank_in_force(row), bank_waiting(row)
    if waiting and waiting.iban == iban:
        return waiting
    if waiting:
        raise Refused(waiting, _("Un changement est déjà en attente de vérification."))
    if old and old.iban == iban:
        raise Refused(old, _("Cet IBAN est déjà le vôtre."))
    ripe = dates.now() + timedelta(hours=settings.FACTORING_BANK_HOURS)
    change = BankAccount.objects.create(supplier=row, iban=iban, asked_by=by, usable_from=ripe)
    record(row, "suppliers.bank_asked", by=by, personal={"iban": change.masked})
    messages.tell_bank_change(change, old=old, by=by)
    return change


@transaction.atomic
def confirm_bank(*, change: BankAccount, by) -> BankAccount:
    """Put the change in force: not before its time, and by another person than who asked for it."""
    supplier, row = _deciding(change, by)
    if not row.is_ripe:
        said = _("Ce changement peut être confirmé à partir du %(when)s.") % {"when": dates.at_time(row.usable_from)}
        raise Refused(row, said)
    BankAccount.objects.in_force().filter(supplier=supplier).update(state=BankState.REPLACED)
    return _decided(supplier, row, BankState.IN_FORCE, "suppliers.bank_confirmed", by)


@transaction.atomic
def refuse_bank(*, change: BankAccount, reason: str, by) -> BankAccount:
    supplier, row = _deciding(change, by)
    return _decided(supplier, row, BankState.REFUSED, "suppliers.bank_refused", by, reason)


def _deciding(change: BankAccount, by) -> tuple[Supplier, BankAccount]:
    supplier, row = lock(change.supplier), lock(change)
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(row)
    if row.state != BankState.WAITING:
        raise Refused(row, _("Ce changement a déjà été traité."))
    if row.asked_by_id == by.pk:
        raise Refused(row, _("Ce changement doit être confirmé par une autre personne."))
    return supplier, row


def _decided(supplier, row: BankAccount, state: str, verb: str, by, reason: str = "") -> BankAccount:
    row.state, row.decided_by, row.decided_at = state, by, dates.now()
    row.save()
    record(supplier, verb, by=by, reason=reason, personal={"iban": row.masked})
    messages.tell_bank_decided(row)
    return row
