"""Making a release from facts: every file, the manifest, the tree, and at last the one switch."""

import hashlib
import os
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

from pressure.document.values import moment
from pressure.domain.moments import day_of
from pressure.publish import cards, ended, official
from pressure.publish.files import (
    addresses,
    counting,
    counting_answers,
    datapackage,
    day_documents,
    documents,
    list_files,
    page_files,
    proposed_files,
    rating_files,
    reading_files,
    reason_files,
    source_files,
    take_part_files,
)
from pressure.publish.news import feeds
from pressure.publish.record import record_files
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.workbooks import areas, ratings
from pressure.release import site
from pressure.release.blobs import digest_of, flush
from pressure.release.draft import ReleaseDraft, load_cache
from pressure.release.joined import forget
from pressure.release.trees import materialise, switch

REBUILT = (".csv", ".json", ".yaml")
"""The files that a rebuild makes again byte for byte; pages are kept as published."""
PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of everything that decides how a file looks, so that new code never reuses old files."""
    whole = hashlib.sha256()
    for pattern in (
        "domain/**/*",
        "words/**/*",
        "document/**/*",
        "drawing/**/*",
        "content/**/*",
        "release/**/*",
        "publish/**/*",
        "ingest/templates.py",
        "ingest/workbooks/write.py",
    ):
        for path in sorted(PACKAGE.glob(pattern)):
            if path.suffix in {".py", ".html", ".css", ".yaml", ".ttf"}:
                whole.update(path.read_bytes())
    return whole.hexdigest()


def draft_of(
    inputs: ReleaseInputs, root: Path, *, pages: bool = True, current: bool = True, executor: Executor | None = None
) -> ReleaseDraft:
    """Every file of the release but its record, written but not yet current; without pages, its data only. `current`
    says whether it will be put in force. An executor of other processes may draw pages and make files meanwhile."""
    root.mkdir(parents=True, exist_ok=True)
    release = inputs.release
    draft = ReleaseDraft(
        root=root,
        release_id=release.id,
        published_at=moment(release.published_at) or "",
        rules_digest=release.rules_digest,
        code=code_digest(),
        made_from=load_cache(root),
        current=current,
        executor=executor,
    )
    rating_files.begin(draft, inputs)
    reading_files.begin(draft, inputs)
    if pages:
        page_files.add(draft, inputs)
        ended.add_pages(draft, inputs)
        cards.add(draft, inputs)
    add_data(draft, inputs)
    if pages:
        areas.add(draft, inputs)
    record_files.add_key(draft, inputs)
    if pages:
        page_files.add_data_page(draft, inputs)
        addresses.add(draft, inputs)
    draft.settle()
    return draft


def add_data(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The CSV and JSON files: what a rebuild gives again byte for byte."""
    rating_files.add(draft, inputs)
    reading_files.add(draft, inputs)
    list_files.add(draft, inputs)
    source_files.add(draft, inputs)
    reason_files.add(draft, inputs)
    counting_answers.add(draft, inputs)
    proposed_files.add(draft, inputs)
    documents.add_method(draft, inputs)
    documents.add_register(draft, inputs)
    day = day_of(inputs.release.published_at)
    for council in (c for c in inputs.councils if c.existed_on(day)):
        content = documents.dump(documents.council_document(inputs, council))
        draft.put(f"councils/{council.code}/rating.json", digest_of(content), bytes, content)
    ended.add(draft, inputs)
    take_part_files.add_templates(draft, inputs, "csv")
    for code, figures in official.documents(inputs).items():
        draft.put(f"councils/{code}/official.json", figures, documents.dump, figures)
    for area in documents.areas(inputs):
        document = documents.area_document(area)
        draft.put(f"areas/{area.code}/area.json", document, documents.dump, document)
    counting.add(draft, inputs)
    day_documents.add(draft, inputs)
    feeds.add(draft, inputs)
    ratings.add(draft, inputs)
    draft.gather()
    datapackage.add(draft, inputs)


def save(draft: ReleaseDraft, *, durable: bool = True) -> str:
    """The manifest on disk, pending, with everything it names, flushed if durable; returns its sha256."""
    digest = draft.save()
    if durable:
        flush(draft.root)
    return digest


def settle(root: Path, release_id: str, sha256: str) -> bool:
    """Move the manifest to the published ones once the database has it. False if there is none with this sha256."""
    for path in (site.manifest_path(root, release_id), pending := site.pending_path(root, release_id)):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            if path == pending:
                os.replace(path, site.manifest_path(root, release_id))
            return True
    return False


def make_current(root: Path, release_id: str) -> Path:
    """Put a saved release in force: for every reader at once, or for none."""
    release = site.release(root, release_id)
    tree = materialise(root, release, site.manifest_path(root, release_id).read_bytes())
    switch(root, release_id)
    forget(root, {e["sha256"] for e in release.manifest["files"].values() if e.get("segments")})
    return tree
