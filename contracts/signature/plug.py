from contracts.signature.views import public
from portal.core.plugs import Plug

PLUG = Plug(links=public.PURPOSE)
