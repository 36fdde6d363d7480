"""Every link on a plain page leads somewhere in the same release, or to an address this process answers."""

import re

ANSWERED = re.compile(
    r"^(/demo)?/(app/|sign-in|sign-out|councils/\?|corrections/\d{8}T\d{6}Z-\d+/|councils/\w+/brief/|"
    r"councils/\w+/(history|tell-me)/|areas/\w+/weeks/|"
    r"take-part/(account/)?$|"
    r"data/(DEMO_)?(everything\.zip|"
    r"care-pressure\.sqlite)|releases/|as-of/|openapi\.yaml|favicon\.svg)|^/$|^/councils/$"
)


def test_no_plain_page_has_a_dead_link(installed):
    """A reader who is sent nowhere does not come back."""
    files = set(installed.release.manifest["files"])
    dead = set()
    for path in sorted(f for f in files if f.endswith(".html")):
        for target in re.findall(r'(?:href|src|action)="(/[^"#]*)', installed.release.read(path).decode()):
            inside = target.removeprefix("/demo/").split("?")[0]
            known = inside in files or f"{inside}index.html" in files or inside == "data/manifest.json"
            if not (known and target.startswith("/demo/")) and not ANSWERED.match(target):
                dead.add((path, target))
    assert dead == set()
