from portal.audit.sentences import SENTENCES
from portal.core.plugs import Plug

PLUG = Plug(history=SENTENCES)
