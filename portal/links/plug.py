from portal.core.plugs import Plug
from portal.links import retention
from portal.links.sentences import SENTENCES

PLUG = Plug(history=SENTENCES, retention=retention.RULES)
