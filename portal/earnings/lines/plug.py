from portal.core.plugs import Plug
from portal.earnings.help import ARTICLES
from portal.earnings.lines.home import BLOCK
from portal.earnings.lines.listing import EARNINGS

PLUG = Plug(lists=EARNINGS, home=BLOCK, help=ARTICLES)
