"""What every address with a place in it leads to."""

from django.db.models import Model

from catalog.library.models import Document
from contracts.aggregation.models import PartnerContract
from contracts.models import Contract
from crm.models import Client
from portal.accounts.models import User
from portal.codes.models import Lock
from portal.exchange.imports.models import ImportBatch
from portal.exchange.models import BulkJob, ExportJob, SavedView
from portal.messaging.models import Message
from portal.news.models import News
from presales.models import Opportunity, PresalesRequest
from tests.security.addresses import Address, every_address

# Every address with a place in it says what it leads to; one that is missing here fails a test of the structure.
OBJECTS: dict[str, type[Model]] = {
    "accounts:photo": User,
    "catalog:document": Document,
    "catalog:document_file": Document,
    "catalog:document_former_file": Document,
    "catalog:document_sheet": Document,
    "catalog:document_version": Document,
    "catalog:document_withdrawal": Document,
    "catalog:document_restoration": Document,
    "contracts:client_aggregation": Client,
    "contracts:new_reference": Client,
    "contracts:reference_removal": Client,
    "contracts:partner_contract": PartnerContract,
    "contracts:partner_contract_attachment": PartnerContract,
    "contracts:partner_contract_detachment": PartnerContract,
    "contracts:draft": Contract,
    "contracts:draft_deletion": Contract,
    "contracts:typing_unlocking": Lock,
    "crm:data": Client,
    "dashboard:notification": Message,
    "dashboard:notification_read": Message,
    "news:article": News,
    "news:picture": News,
    "operations:message": Message,
    "operations:resending": Message,
    "exchange:bulk": BulkJob,
    "exchange:change_view": SavedView,
    "exchange:delete_view": SavedView,
    "exchange:export": ExportJob,
    "exchange:export_file": ExportJob,
    "exchange:import": ImportBatch,
    "exchange:import_reading": ImportBatch,
    "exchange:import_report": ImportBatch,
    "exchange:import_confirmation": ImportBatch,
    "exchange:import_cancellation": ImportBatch,
    "exchange:import_undoing": ImportBatch,
    "presales:opportunity": Opportunity,
    "presales:opportunity_edit": Opportunity,
    "presales:opportunity_client": Opportunity,
    "presales:request": PresalesRequest,
    "presales:request_invitation": PresalesRequest,
    "presales:request_edit": PresalesRequest,
    "presales:request_submission": PresalesRequest,
    "presales:request_acceptance": PresalesRequest,
    "presales:request_takeover": PresalesRequest,
    "presales:request_handover": PresalesRequest,
    "presales:request_proposals": PresalesRequest,
    "presales:request_question": PresalesRequest,
    "presales:request_refusal": PresalesRequest,
    "presales:request_choice": PresalesRequest,
    "presales:request_agreement": PresalesRequest,
    "presales:request_other_dates": PresalesRequest,
    "presales:request_answer": PresalesRequest,
    "presales:request_move": PresalesRequest,
    "presales:request_cancellation": PresalesRequest,
}
SOLD = "what is sold is the same for all; who may change it is a right"
NOBODYS = {
    "account_reset_password_from_key": "a key that only its reader has",
    "mfa_remove_webauthn": "one's own keys, by allauth, which asks for them under one's account",
    "mfa_edit_webauthn": "the same",
    "catalog:catalogue": SOLD,
    "catalog:sheet": SOLD,
    "catalog:offer": SOLD,
    "catalog:offer_new": SOLD,
    "catalog:offer_edit": SOLD,
    "catalog:offer_history": SOLD,
    "catalog:offer_retirement": SOLD,
    "catalog:offer_restoration": SOLD,
    "catalog:offer_deletion": SOLD,
    "catalog:offer_unscheduling": SOLD,
    "exchange:import_new": "the name of a kind of import",
    "operations:file_check": "a stored file, which a right alone opens: it says whether the file is intact",
    "help:article": "help is the same for all",
    "exchange:save_view": "the name of a list, not of an object",
    "links:open": "a token is its own proof",
    "presales:agenda_feed": "a secret is its own proof",
    "links:renew": "a token is its own proof",
    "links:action": "a token is its own proof",
    "messaging:demo_message": "the demo mailbox is open to all, and empty of real messages",
    "messaging:demo_body": "the same",
    "messaging:demo_attachment": "the same",
}
WITH_PLACES = [address for address in every_address() if address.places and not address.pattern.startswith("admin/")]


def model_of(address: Address) -> type[Model] | None:
    return Contract if "number" in address.places.values() else OBJECTS.get(address.name)
