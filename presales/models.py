from presales.opportunities.models import Opportunity
from presales.requests.models import AgendaKey, PresalesRequest, Question, Slot

__all__ = ["AgendaKey", "Opportunity", "PresalesRequest", "Question", "Slot"]
