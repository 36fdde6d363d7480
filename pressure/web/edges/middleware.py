"""The order in which a request passes our edges, outermost first."""

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pressure.web.edges.assets import Assets
from pressure.web.edges.headers import Headers
from pressure.web.edges.limits import BodyLimit, allowed_hosts
from pressure.web.edges.live_pages import LivePages
from pressure.web.edges.notices import Notices
from pressure.web.edges.shell import Shell
from pressure.web.edges.uploads import Uploads
from pressure.web.still_told import StillTold

MIDDLEWARE = [
    Middleware(Headers),
    Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
    Middleware(Notices),
    Middleware(BodyLimit),
    Middleware(StillTold),
    Middleware(LivePages),
    Middleware(Uploads),
    Middleware(Shell),
    Middleware(Assets),
]
