"""Settings of Comptoir, read from the environment (see `.env.example`), by concern in `portal/configuration`.

Without any variable the portal runs embedded: one process, SQLite, no broker, demo gateways.
"""

from portal.configuration.accounts import *
from portal.configuration.api import *
from portal.configuration.applications import *
from portal.configuration.background import *
from portal.configuration.database import *
from portal.configuration.drive import *
from portal.configuration.environment import *
from portal.configuration.factoring import *
from portal.configuration.files import *
from portal.configuration.messages import *
from portal.configuration.onboarding import *
from portal.configuration.payments import *
from portal.configuration.portfolio import *
from portal.configuration.security import *
from portal.configuration.trade import *
from portal.configuration.watching import *
