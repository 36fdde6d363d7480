"""The order in which a request passes our edges, outermost first."""

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pressure.web.assets import Assets
from pressure.web.headers import Headers
from pressure.web.limits import BodyLimit, allowed_hosts
from pressure.web.live_pages import LivePages
from pressure.web.shell import Shell
from pressure.web.still_told import StillTold
from pressure.web.uploads import Uploads

MIDDLEWARE = [
    Middleware(Headers),
    Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
    Middleware(BodyLimit),
    Middleware(StillTold),
    Middleware(LivePages),
    Middleware(Uploads),
    Middleware(Shell),
    Middleware(Assets),
]
