"""What workers do, and when."""

from portal.configuration.applications import TIME_ZONE
from portal.configuration.environment import REDIS_URL

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 0,  # kombu's own, before each publication: without it a dead broker costs a page 6 s
}
CELERY_TASK_PUBLISH_RETRY = False  # what a dead broker loses, the sweeps find
CELERY_BEAT_SCHEDULER = "portal.operations.beat:LeasedScheduler"
CELERY_BEAT_SCHEDULE = {
    "send-what-is-due": {"task": "messaging.sweep", "schedule": 3.0},
    "finish-what-can-no-longer-be-undone": {"task": "undo.sweep", "schedule": 3.0},
    "make-waiting-documents": {"task": "contracts.make_waiting_documents", "schedule": 3.0},
    "make-waiting-exports": {"task": "exchange.sweep", "schedule": 5.0},
    "presales-of-the-day": {"task": "presales.daily", "schedule": 900.0},
    "contracts-of-the-day": {"task": "contracts.daily", "schedule": 900.0},
    "check-companies": {"task": "crm.check_companies", "schedule": 120.0},
    "warn-of-identity-documents": {"task": "crm.warn_of_documents", "schedule": 3600.0},
    "follow-onboardings": {"task": "crm.follow_onboardings", "schedule": 300.0},
    "publish-scheduled-offers": {"task": "catalog.publish_due", "schedule": 60.0},
    "print-statements": {"task": "contracts.print_statements", "schedule": 10.0},
    "remind-of-factoring": {"task": "crm.remind_factoring", "schedule": 3600.0},
    "print-questionnaires": {"task": "crm.print_questionnaires", "schedule": 10.0},
    "settle-payments": {"task": "payments.sweep", "schedule": 5.0},
    "reconcile-payments": {"task": "payments.reconcile", "schedule": 60.0},
    "tidy-the-shop": {"task": "shop.tidy", "schedule": 60.0},
    "print-invoices": {"task": "invoices.print", "schedule": 10.0},
    "print-earnings": {"task": "earnings.print_statements", "schedule": 15.0},
    "make-earnings-statements": {"task": "earnings.make_statements", "schedule": 3600.0},
    "warn-of-questionnaires": {"task": "crm.warn_of_questionnaires", "schedule": 3600.0},
    "purge-drives": {"task": "crm.purge_drives", "schedule": 900.0},
    "announce-news": {"task": "news.announce", "schedule": 30.0},
    "erase-what-is-past-its-time": {"task": "operations.retention", "schedule": 86_400.0},
    "forget-orphan-files": {"task": "documents.sweep_orphans", "schedule": 86_400.0},
    "follow-portfolios": {"task": "subscriptions.follow_portfolio", "schedule": 10.0},
    "follow-renewals": {"task": "subscriptions.follow_renewals", "schedule": 900.0},
    "anchor-the-history": {"task": "audit.anchor", "schedule": 120.0},
    "read-stored-files-again": {"task": "operations.check_files", "schedule": 300.0},
    "verify-the-histories": {"task": "operations.verify_histories", "schedule": 86_400.0},
    "sign-of-life": {"task": "operations.pulse", "schedule": 15.0},
}
