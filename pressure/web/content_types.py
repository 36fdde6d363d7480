"""What each public file is, by the ending of its name."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".geojson": "application/geo+json",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".yaml": "application/yaml",
    ".py": "text/x-python; charset=utf-8",
    ".zip": "application/zip",
    ".sqlite": "application/vnd.sqlite3",
    ".db": "application/vnd.sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEXT = "text/plain; charset=utf-8"
BY_NAME = {"feed.json": "application/feed+json", "checkpoint": TEXT, "public_key": TEXT}
PACKED = frozenset({".zip", ".png"})


def content_type(path: str) -> str:
    """The Content-Type of a public path; unknown endings are plain bytes, never guessed."""
    name = path.rpartition("/")[2]
    return BY_NAME.get(name) or TYPES.get(ending(path), "application/octet-stream")


def ending(path: str) -> str:
    """The last ending of a path's name, with its dot, or nothing."""
    name = path.rpartition("/")[2]
    return "." + name.rpartition(".")[2].lower() if "." in name else ""
