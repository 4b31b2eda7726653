from portal.core.plugs import Plug
from portal.people.help import ARTICLES
from portal.people.listing import PEOPLE

PLUG = Plug(lists=PEOPLE, help=ARTICLES)
