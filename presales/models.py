from presales.meetings.models import AgendaKey, Slot
from presales.opportunities.models import Opportunity
from presales.requests.models import PresalesRequest, Question

__all__ = ["AgendaKey", "Opportunity", "PresalesRequest", "Question", "Slot"]
