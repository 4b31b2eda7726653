"""Who sells, and the delays and limits of the trade."""

from portal.configuration.environment import EMBEDDED, env

UNDO_SECONDS = env.int("UNDO_SECONDS", default=10)  # how long a reversible act can be undone
UNDO_VALIDATION_SECONDS = env.int("UNDO_VALIDATION_SECONDS", default=30)
PORTAL_NAME = env("PORTAL_NAME", default="Comptoir")
SUPPORT_EMAIL = env("SUPPORT_EMAIL", default="support@comptoir.example")
SALES_TEAM_EMAIL = env("SALES_TEAM_EMAIL", default="ventes@comptoir.example")
PRESALES_TEAM_EMAIL = env("PRESALES_TEAM_EMAIL", default="avant-vente@comptoir.example")

# The State's open company directory, or a fictional one.
COMPANY_DIRECTORY = env("COMPANY_DIRECTORY", default="demo" if EMBEDDED else "api")
COMPANY_DIRECTORY_URL = env("COMPANY_DIRECTORY_URL", default="https://recherche-entreprises.api.gouv.fr")
COMPANY_DIRECTORY_SECONDS = env.float("COMPANY_DIRECTORY_SECONDS", default=3.0)
COMPANY_DIRECTORY_PER_SECOND = env.int("COMPANY_DIRECTORY_PER_SECOND", default=5)
COMPANY_DIRECTORY_PAUSE_SECONDS = env.int("COMPANY_DIRECTORY_PAUSE_SECONDS", default=30)
COMPANY_DIRECTORY_CACHE_SECONDS = env.int("COMPANY_DIRECTORY_CACHE_SECONDS", default=600)

# The State's Base Adresse Nationale, a fictional one, or none (`off`).
ADDRESS_DIRECTORY = env("ADDRESS_DIRECTORY", default="fictional" if EMBEDDED else "ban")
ADDRESS_DIRECTORY_URL = env("ADDRESS_DIRECTORY_URL", default="https://api-adresse.data.gouv.fr")
ADDRESS_DIRECTORY_SECONDS = env.float("ADDRESS_DIRECTORY_SECONDS", default=2.0)
ADDRESS_DIRECTORY_PER_SECOND = env.int("ADDRESS_DIRECTORY_PER_SECOND", default=20)
ADDRESS_DIRECTORY_PAUSE_SECONDS = env.int("ADDRESS_DIRECTORY_PAUSE_SECONDS", default=30)
ADDRESS_DIRECTORY_CACHE_SECONDS = env.int("ADDRESS_DIRECTORY_CACHE_SECONDS", default=600)

# The seller named on contracts: the organisation that runs the portal.
SELLER = {
    "name": env("SELLER_NAME", default="Comptoir Services SAS"),
    "address": env("SELLER_ADDRESS", default="12 quai des Arts, 69002 Lyon"),
    "siren": env("SELLER_SIREN", default="732 829 320"),
    "vat_number": env("SELLER_VAT_NUMBER", default="FR44 732829320"),
    "capital": env("SELLER_CAPITAL", default="150 000 €"),
    "register": env("SELLER_REGISTER", default="RCS Lyon"),
    "phone": env("SELLER_PHONE", default="04 72 00 00 00"),
    "email": env("SELLER_EMAIL", default="contact@comptoir.example"),
    "director": env("SELLER_DIRECTOR", default="Claire Vasseur"),
    "mediator": env("SELLER_MEDIATOR", default=""),
}
PRIVACY_EMAIL = env("PRIVACY_EMAIL", default="donnees@comptoir.example")
HOSTING = env("HOSTING", default="")  # name, address and phone of who hosts; empty: the seller itself

# One-time codes (a contract signed by SMS), and the days of the trade.
CODE_LIFETIME_MINUTES = env.int("CODE_LIFETIME_MINUTES", default=10)
CODE_WRONG_PER_DAY = env.int("CODE_WRONG_PER_DAY", default=5)
CODE_WRONG_IN_LIFE = env.int("CODE_WRONG_IN_LIFE", default=15)
CODE_WRONG_PER_AGENT_PER_DAY = env.int("CODE_WRONG_PER_AGENT_PER_DAY", default=30)
CODE_SEND_GAP_SECONDS = env.int("CODE_SEND_GAP_SECONDS", default=60)
CODE_SENDS_PER_NUMBER_PER_DAY = env.int("CODE_SENDS_PER_NUMBER_PER_DAY", default=10)
SMS_DAILY_BUDGET = env.int("SMS_DAILY_BUDGET", default=2000)
SMS_COUNTRIES = env.list("SMS_COUNTRIES", default=["FR"])
SIGNING_LINK_DAYS = env.int("SIGNING_LINK_DAYS", default=30)
CONTRACT_EXPIRY_DAYS = env.int("CONTRACT_EXPIRY_DAYS", default=30)
PARTNER_AGREEMENT = env("PARTNER_AGREEMENT", default="Convention partenaires 2026")  # named on each provenance
ONBOARDING_LINK_DAYS = env.int("ONBOARDING_LINK_DAYS", default=14)
QUESTIONNAIRE_LINK_DAYS = env.int("QUESTIONNAIRE_LINK_DAYS", default=30)
QUESTIONNAIRE_VALID_DAYS = env.int("QUESTIONNAIRE_VALID_DAYS", default=365)
WITHDRAWAL_DAYS = env.int("WITHDRAWAL_DAYS", default=14)
BACK_OFFICE_DAYS = env.int("BACK_OFFICE_DAYS", default=2)
PRESALES_DAYS = env.int("PRESALES_DAYS", default=2)  # working days the team has to propose dates
PRESALES_HOLD_DAYS = env.int("PRESALES_HOLD_DAYS", default=5)  # working days proposed dates are held

# How long things are kept (docs/operations.md; the page about personal data tells it).
KEEP_CONTRACTS_YEARS = env.int("KEEP_CONTRACTS_YEARS", default=10)
KEEP_UNSIGNED_DAYS = env.int("KEEP_UNSIGNED_DAYS", default=1095)
KEEP_DRAFTS_DAYS = env.int("KEEP_DRAFTS_DAYS", default=365)
KEEP_CLIENTS_DAYS = env.int("KEEP_CLIENTS_DAYS", default=1095)
KEEP_REMOVED_CLIENTS_DAYS = env.int("KEEP_REMOVED_CLIENTS_DAYS", default=30)
SIGNATORY_LINK_DAYS = env.int("SIGNATORY_LINK_DAYS", default=14)
KEEP_MESSAGE_TEXTS_DAYS = env.int("KEEP_MESSAGE_TEXTS_DAYS", default=365)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", default=180)
KEEP_LINKS_DAYS = env.int("KEEP_LINKS_DAYS", default=365)
KEEP_EXPORTS_DAYS = env.int("KEEP_EXPORTS_DAYS", default=90)
