"""Every public address outside /app/. What is not named here is looked for in the current release."""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pressure.document.names import csv_name
from pressure.drawing.wordmark import favicon, wordmark
from pressure.release import site
from pressure.release.site import SQLITE, ZIP, NotPublished
from pressure.web import answers, health
from pressure.web.accounts.asking import ASK_ROUTES
from pressure.web.content_types import content_type
from pressure.web.described import described
from pressure.web.officer_files import OFFICER_ROUTES
from pressure.web.readers import tell_me
from pressure.web.release_files import (
    badges,
    briefs,
    bundles,
    corrections,
    doors,
    glances,
    histories,
    release_list,
    search,
    serve_release,
)
from pressure.web.sign_in.password import SIGN_IN_ROUTES
from pressure.web.tokens.returns import RETURN_ROUTES

READ = ["GET", "HEAD", "OPTIONS"]


class OutsideApp(Convertor[str]):
    """Any path that is not Streamlit's."""

    regex = "(?!app(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("outside_app", OutsideApp())


async def openapi(_: Request) -> Response:
    """The description of these addresses for programs."""
    return Response(
        described(),
        headers={
            "Content-Type": content_type("openapi.yaml"),
            "Cache-Control": serve_release.CURRENT,
            **serve_release.OPEN_TO_ALL,
        },
    )


def drawn(svg: str) -> Response:
    """A picture of the house's own, which is the same in every release."""
    return Response(
        svg, media_type="image/svg+xml", headers={"Cache-Control": serve_release.CURRENT, **serve_release.OPEN_TO_ALL}
    )


async def sign_alone(_: Request) -> Response:
    """The sign of the house."""
    return drawn(favicon())


async def sign_and_name(_: Request) -> Response:
    """The sign with its name."""
    return drawn(wordmark())


async def into_release(request: Request) -> Response:
    """A past release is a folder, and a folder's address ends with a slash."""
    try:
        await run_in_threadpool(site.release, serve_release.root_of(request), request.path_params["release_id"])
    except NotPublished as problem:
        return answers.not_found(str(problem))
    return RedirectResponse(request.url.path + "/", 308)


async def into_folder(request: Request) -> Response:
    """The address of a folder ends with a slash."""
    return RedirectResponse(request.url.path + "/", 308)


def of_tree(base: str) -> list[BaseRoute]:
    """The addresses that real and invented councils both have."""
    named = partial(csv_name, demonstration=bool(base))
    return [
        *(Route(f"{base}/as-of{end}", release_list.on_a_day, methods=READ) for end in ("", "/")),
        Route(f"{base}/releases", into_folder),
        *(Route(f"{base}/releases/{name}", release_list.listed, methods=READ) for name in ("", named("releases.csv"))),
        *(
            Route(f"{base}/releases/{{release_id}}/data/{named(name)}", bundles.past, methods=READ)
            for name in (ZIP, SQLITE)
        ),
        Route(f"{base}/as-of/{{time}}/{{path:path}}", serve_release.then, methods=READ),
        Route(f"{base}/releases/{{release_id}}", into_release),
        Route(f"{base}/releases/{{release_id}}/{{path:path}}", serve_release.past, methods=READ),
        *tell_me.of_council(base),
        Route(f"{base}/councils/", search.councils, methods=READ),
        Route(f"{base}/corrections/", corrections.current, methods=READ),
        Route(f"{base}/corrections/{{release_id}}", into_folder),
        Route(f"{base}/corrections/{{release_id}}/", corrections.of_release, methods=READ),
        Route(f"{base}/councils/{{code}}/badge.svg", badges.current, methods=READ),
        *(Route(f"{base}/councils/{{code}}/brief{end}", briefs.current, methods=READ) for end in ("", "/")),
        Route(f"{base}/areas/{{code}}/weeks", into_folder),
        Route(f"{base}/areas/{{code}}/weeks/", glances.current, methods=READ),
        Route(f"{base}/areas/{{code}}/weeks/{{file}}", glances.current, methods=READ),
        Route(f"{base}/councils/{{code}}/history", into_folder),
        Route(f"{base}/councils/{{code}}/history/{{rest:path}}", histories.current, methods=READ),
        *(Route(f"{base}/data/{named(name)}", bundles.current, methods=READ) for name in (ZIP, SQLITE)),
    ]


ROUTES: list[BaseRoute] = [
    Route("/healthz", health.alive),
    Route("/readyz", health.ready),
    Route("/openapi.yaml", openapi),
    Route("/favicon.svg", sign_alone),
    Route("/wordmark.svg", sign_and_name),
    *SIGN_IN_ROUTES,
    *OFFICER_ROUTES,
    *RETURN_ROUTES,
    *tell_me.LINKS,
    *ASK_ROUTES,
    *of_tree(""),
    *of_tree("/demo"),
    Route("/", doors.front, methods=READ),
    Route("/{path:outside_app}", serve_release.current, methods=READ),
]
