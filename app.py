"""The one process: plain pages and files at /, Streamlit below /app/.

`streamlit run app.py` finds `app` by reading this source, so it must stay a literal call.
"""

from pathlib import Path

import streamlit as st
from streamlit import config

import pressure
from pressure.settings import settings
from pressure.web import background, logs, set_clock
from pressure.web.edges.limits import allowed_hosts
from pressure.web.edges.middleware import MIDDLEWARE
from pressure.web.lifespan import lifespan
from pressure.web.routes import ROUTES

logs.configure()
set_clock.follow(settings)
background.register()
config.set_option("server.allowedHosts", allowed_hosts())
if settings.cookie_secret:
    config.set_option("server.cookieSecret", settings.cookie_secret)

app = st.App(
    Path(pressure.__file__).parent / "shell" / "ui.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan
)
