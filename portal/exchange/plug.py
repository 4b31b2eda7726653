from portal.core.plugs import Plug
from portal.exchange import notices, retention, saved_views

PLUG = Plug(
    notices=notices.KINDS,
    retention=retention.RULES,
    counts={saved_views.KEPT: saved_views.open_to},
)
