"""Every right of the portal, by name. Who has which stands in `roles.py`."""

from enum import StrEnum


class Permission(StrEnum):
    CONTRACTS_VIEW = "contracts.view"
    CONTRACTS_CREATE = "contracts.create"
    CONTRACTS_CONFIRM = "contracts.confirm"
    CONTRACTS_EXPORT = "contracts.export"
    CLIENTS_VIEW = "clients.view"
    CLIENTS_EDIT = "clients.edit"
    PROSPECTS_ONBOARD = "prospects.onboard"
    PROSPECTS_EXPORT = "prospects.export"
    OFFER_EDIT = "offer.edit"
    DOCUMENTS_VIEW = "documents.view"
    DOCUMENTS_MANAGE = "documents.manage"
    MESSAGES_READ_DEMO = "messages.demo"
    OPERATIONS_VIEW = "operations.view"
    OPERATIONS_RESEND = "operations.resend"
    OPPORTUNITIES = "myb.opportunites"
    PRESALES_HANDLE = "presales.handle"
    PRESALES_EXPORT = "presales.export"
    AGGREGATION = "aggregation.view"
    AGGREGATION_IMPORT = "aggregation.import"
    AGGREGATION_EXPORT = "aggregation.export"
    ORPHANS = "aggregation.orphans"
    ORPHANS_ALL = "aggregation.orphans_all"
    NEWS_WRITE = "news.write"
