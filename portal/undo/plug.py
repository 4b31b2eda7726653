from portal.core.plugs import Plug
from portal.undo.retention import RULES

PLUG = Plug(retention=RULES)
