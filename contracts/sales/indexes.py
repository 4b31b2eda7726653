"""Indexes of contracts: one per sort of the list and scope of a reader, those of search and of figures."""

from django.db.models import Index, Q

from contracts.sales.enums import Status
from portal.core.indexes import SearchIndex, sort_indexes

# Pending work of a worker. The index and the sweep use the same condition, so that the planner uses the index.
FOR_A_WORKER = Q(status=Status.AWAITING_CLIENT, document__isnull=True) | Q(
    signed_at__isnull=False, signed_document__isnull=True
)
# Unsigned contracts that still hold personal data: the index and retention use the same condition.
NEVER_SIGNED = Q(signed_at__isnull=True, erased_at__isnull=True)
# Contracts awaiting their client, read by home pages and the menu, oldest first: a few among thousands.
WITH_CLIENT = Q(status=Status.AWAITING_CLIENT)
HAPPENINGS = {"signed_at": "signed", "validated_at": "validated", "withdrawal_sent_at": "withdrawn"}
INDEXES = [
    # One per sort of the list and per scope of a reader: own, agency, all.
    *sort_indexes(
        "contract",
        {"owner": "owner", "agency": "agency"},
        {"created": "created_at", "changed": "status_changed_at", "name": "sort_name", "signature": "signed_at"},
    ),
    SearchIndex(fields=["owner", "agency", "search_text"], name="contract_search"),
    Index(fields=["status", "signed_at", "id"], name="contract_status_signed"),
    Index(fields=["status_changed_at"], name="contract_never_signed", condition=NEVER_SIGNED),
    Index(fields=["owner", "status"], name="contract_owner_status"),
    Index(fields=["agency", "status", "owner"], name="contract_agency_status"),
    # Events since a day, for the figures of home pages, by seller for an agency; drafts are left out.
    *(
        Index(fields=fields, name=f"contract_{fields[0]}_{name}", condition=Q(**{f"{moment}__isnull": False}))
        for moment, name in {**HAPPENINGS, "submitted_at": "sent"}.items()
        for fields in (["owner", moment], ["agency", moment, "owner"])
    ),
    *(
        Index(fields=[moment], name=f"contract_{name}", condition=Q(**{f"{moment}__isnull": False}))
        for moment, name in {"validated_at": "validated", "submitted_at": "sent"}.items()
    ),
    *(
        Index(fields=[scope, "status_changed_at", "id"], name=f"contract_{scope}_with_client", condition=WITH_CLIENT)
        for scope in ("owner", "agency")
    ),
    Index(fields=["status_changed_at", "id"], name="contract_for_a_worker", condition=FOR_A_WORKER),
]
