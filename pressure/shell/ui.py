"""The Streamlit shell: the pages and their addresses, what kind of data this is, and the footer."""

import secrets
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st
import structlog
from streamlit.navigation.page import StreamlitPage

from pressure.access.sessions import Signed
from pressure.clock import now
from pressure.content.app.council import out_of_date
from pressure.content.explore import explorer, explorer_words
from pressure.content.explore.finding import Listed
from pressure.drawing.block_markup import link_list
from pressure.drawing.blocks import Link
from pressure.release.site import NotPublished
from pressure.settings import SHIPPED, settings
from pressure.shell import address, finder
from pressure.shell.drawing import dress, put, say
from pressure.web import health, kept_answers, still_told
from pressure.web.edges import notices
from pressure.web.installation_now import installation, published
from pressure.web.sign_in import session
from pressure.web.sign_in import words as sign_in_words
from pressure.words import shell, telling
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import pages as words_officers

FOLDER = SHIPPED / "pages"


def banner(opened: explorer.Explorer, council: Listed | None, at: datetime) -> None:
    """Demonstration or out of date."""
    if council and council.demonstration:
        st.warning(explorer_words.DEMONSTRATION.format(name=council.name))
    if council and (warning := out_of_date(opened, council, at)):
        st.error(warning)


def published_when(opened: explorer.Explorer, council: Listed | None, at: datetime) -> None:
    """Which release this is of; nothing below a warning that it is out of date."""
    if council and out_of_date(opened, council, at):
        return
    invented = bool(council and council.demonstration)
    release = opened.release_of(council) if council else opened.release
    said = explorer_words.INVENTED_RELEASE if invented else explorer_words.REAL
    mixed = "" if council or not opened.invented else f" {explorer_words.MIXED}"
    say(said.format(day=uk_moment(release.published_at)) + mixed)


def footer(opened: explorer.Explorer) -> None:
    """Who runs this, which method and release it is, what it is not, and the way to the plain pages."""
    st.divider()
    run_by = explorer_words.RUN_BY.format(who=settings.operated_by)
    say(run_by if settings.operated_by else explorer_words.RUN_BY_NOBODY)
    say(
        explorer_words.FOOTER.format(
            method=opened.book.method_version,
            release=opened.release.id,
            not_this=shell.NOT_THIS,
            day=short_date(opened.release.published_at),
        )
    )
    links = [Link(text, to) for to, text in explorer_words.FOOTER_LINKS]
    if address := settings.feedback_address:
        links.append(Link(explorer_words.FEEDBACK, f"mailto:{address}" if "@" in address else address))
    put(link_list(links))


def fault(page: str, problem: Exception) -> None:
    """A page that failed says so under the number it has in the log, and nothing of what happened."""
    number = secrets.token_hex(4)
    structlog.get_logger().error("fault", number=number, page=page, exc_info=problem)
    st.error(f"{shell.FAULT_TITLE}. {shell.FAULT} {number}")
    put(link_list(Link(text, to) for to, text in shell.NOT_FOUND_LINKS))


def main() -> None:
    """Draw the page asked for between banner and footer."""
    pages = [st.Page(FOLDER / page.script, title=page.title, url_path=page.address) for page in shell.PAGES]
    signed = session.signed_in(st.context.cookies)
    inside = [
        st.Page(
            FOLDER / page.script,
            title=page.title,
            url_path=page.address,
            visibility="visible" if session.in_menu(page, signed) else "hidden",
        )
        for page in shell.OFFICER_PAGES
    ]
    # Streamlit drops the address of the default page, so a hidden page is the default.
    start = st.Page(
        lambda: st.switch_page(pages[0]), title=shell.SITE, url_path="start", default=True, visibility="hidden"
    )
    # One flat list: with sections Streamlit's menu on small screens is no list a screen reader knows.
    chosen = st.navigation([start, *inside, *pages], position="top")
    every = (*shell.PAGES, *shell.OFFICER_PAGES)
    about = next((page for page in every if page.title == chosen.title), None)
    if about is None:
        chosen.run()
        return
    st.set_page_config(
        page_title=_title(chosen.title),
        layout="wide",
    )
    try:
        if about in shell.OFFICER_PAGES:
            draw_inside(about, chosen, signed)
            return
        draw(about, chosen)
    except NotPublished:
        nothing_yet()
    except Exception as problem:  # Streamlit's own signals are not Exceptions
        fault(about.address, problem)


def _title(page: str) -> str:
    return shell.SHELL_TITLE.format(page=page, site=shell.SITE)


def nothing_yet() -> None:
    """Before the first release: how far the story of a demonstration is, or that the figures are being loaded."""
    if not still_being_told():
        st.title(shell.LOADING_TITLE)
        st.info(shell.LOADING_FAILED if health.start_failed.is_set() else explorer_words.NOTHING_YET)


def still_being_told() -> bool:
    """While the story of the Demonstration Region is being told every page says so, and how far it is."""
    now = still_told.how_far()
    if now:
        said = telling.FAILED if now.failed else telling.IN_APP
        st.info(said.format(how_far=still_told.said(now), work=now.work))
    return now is not None


def set_otherwise() -> None:
    """Where the clock is set, and in a rehearsal, every page says so."""
    if told := notices.said():
        st.warning(told)


def draw(about: shell.AppPage, chosen: StreamlitPage) -> None:
    """A page between banner and footer. Raises NotPublished before the first release."""
    opened = published()
    dress(opened.book)
    set_otherwise()
    still_being_told()
    try:
        with address.of_page(about.address):
            if about.about_one:
                finder.find_council(opened, about.title)
            known = about.about_one or about.with_one
            council = opened.find(address.named("code")) if known else None
            if council:  # one of several tabs says whose it is
                st.set_page_config(page_title=_title(f"{council.name}: {about.title}"))
            at = now()
            banner(opened, council, at)
            if not about.about_one:  # there the answer stands first
                published_when(opened, council, at)
            chosen.run()
            if about.about_one:
                published_when(opened, council, at)
    except Exception as problem:  # the footer still stands below a page that failed
        fault(about.address, problem)
    footer(opened)


def draw_inside(about: shell.AppPage, chosen: StreamlitPage, signed: Signed | None) -> None:
    """A page for officers; whoever is not signed in at this very click gets the way to sign in, and nothing else."""
    dress(installation().book())
    st.title(about.title)
    place = st.empty()
    with place:
        set_otherwise()
    if signed is None:
        before, welcome = session.was_signed_in(st.context.cookies)
        if before and welcome:
            kept_answers.keep(before, st.session_state)  # type: ignore[arg-type]
        st.info(
            words_officers.ENDED if before and welcome else sign_in_words.DISABLED if before else words_officers.SIGN_IN
        )
        here = shell.APP + about.address + (f"?{urlencode(st.query_params)}" if st.query_params else "")
        put(link_list([Link(words_officers.SIGN_IN_LINK, session.sign_in_link(here))]))
        return
    say(words_officers.SIGNED_IN.format(name=signed.name), Link(words_officers.SIGN_OUT, "/sign-out"))
    if not session.is_fresh(signed):
        kept_answers.keep(signed.person_id, st.session_state)  # type: ignore[arg-type]
    with address.of_page(about.address):
        chosen.run()
    with place:  # the page may have moved the clock
        set_otherwise()
    st.divider()
    say(words_officers.EARLY)


main()
