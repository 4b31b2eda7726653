"""Ask for the statement of a client, and print it in a worker."""

from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.statements import printing
from contracts.statements.models import Statement
from crm.clients.models import Client
from crm.drive.actions import file_sealed
from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.celery import wake
from portal.documents import lettering
from portal.documents.files import StorageUnavailable, store_for
from portal.documents.rendering import RenderingUnavailable
from portal.exchange import jobs
from portal.exchange.models import TO_DO, JobState

FOLDER = "Relevés"
KIND = "statement"


@transaction.atomic
def ask(*, client: Client, day: date, by) -> Statement:
    """Leave a statement to a worker; asked for twice while it waits, it is printed once. Raises `Refused`."""
    row = lock(client)
    if signs := lettering.missing(row.display_name):
        told = _("Le nom du client contient des caractères non imprimables : %(signs)s")
        raise Refused(row, told % {"signs": signs})
    waiting = Statement.objects.filter(client=row, owner=by, day=day, state__in=TO_DO).first()
    if waiting:
        return waiting
    statement = Statement.objects.create(client=row, owner=by, day=day, expected=1)
    transaction.on_commit(partial(wake, "contracts.print_statement", str(statement.pk)), robust=True)
    return statement


def print_due() -> int:
    """Print the statements that no worker holds; return how many were tried."""
    keys = list(jobs.due(Statement).values_list("pk", flat=True)[:5])
    for key in keys:
        print_one(statement_id=key)
    return len(keys)


def print_one(*, statement_id) -> None:
    """Print a statement, unless another worker holds it; it shows what its owner may see now."""
    sentence = _("Le relevé n’a pas pu être préparé. Réessayez, ou écrivez au support.")
    if jobs.give_up(Statement, statement_id, sentence) or not jobs.claim(Statement, statement_id):
        return
    statement = Statement.objects.select_related("owner", "client").get(pk=statement_id)
    if not Statement.objects.visible_to(statement.owner).filter(pk=statement.pk).exists():
        jobs.finish(statement, state=JobState.FAILED, error=_("Vous n’avez plus accès à cette fiche."))
        return
    try:
        content = printing.pdf_of(statement)
    except RenderingUnavailable as error:
        jobs.finish(statement, state=JobState.FAILED, error=str(error)[:300])
        return
    name = f"releve-{statement.day:%Y-%m-%d}.pdf"
    about = {"kind": KIND, "about": statement.client, "by": statement.owner}
    try:
        store_for(partial(_hand_out, statement), content, name=name, sealed=True, **about)
    except StorageUnavailable:  # its lease ends in two minutes: it is tried again then
        return


def _hand_out(statement: Statement, stored) -> bool:
    """Finish the statement, file it in the client's drive, write it in the history; False when another was faster."""
    client = lock(statement.client)
    if not jobs.finish(statement, state=JobState.READY, file=stored, handled=1):
        return False
    facts = {"day": f"{statement.day:%d/%m/%Y}", "sha256": stored.sha256}
    file_sealed(client=client, document=stored, name=stored.name, folder=FOLDER, by=statement.owner)
    record(client, "statements.printed", by=statement.owner, data=facts)
    return True
