#!/usr/bin/env bash
# csv-diff keeps the last row of each key, and says nothing of the others. Two releases of weekly figures compared by the
# council's code look the same although a week was restated; without a key, a row that stands there twice is not told.
# Guessed: a key that is not unique is an error, or at least a warning.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet csv-diff==1.2
cd "$place"
printf 'council_code,period_end,value\nE10000016,2026-11-08,1\nE10000016,2026-11-15,2\n' > old.csv
printf 'council_code,period_end,value\nE10000016,2026-11-08,900\nE10000016,2026-11-15,2\n' > restated.csv
printf 'council_code,period_end,value\nE10000016,2026-11-08,1\nE10000016,2026-11-08,1\nE10000016,2026-11-15,2\n' > twice.csv
venv/bin/csv-diff --version
by_key=$(venv/bin/csv-diff old.csv restated.csv --key=council_code --json)
no_key=$(venv/bin/csv-diff old.csv twice.csv --json)
echo "1 became 900 in one of two weeks, by --key=council_code: $by_key"
echo "a row stands there twice, without a key: $no_key"
venv/bin/python - "$by_key" "$no_key" <<'PYTHON'
import json
import sys

by_key, no_key = (json.loads(text) for text in sys.argv[1:])
if any(by_key.values()):
    sys.exit("Changed: csv-diff tells a change in a row whose key stands there twice.")
if any(no_key.values()):
    sys.exit("Changed: csv-diff tells a row that stands there twice.")
print("As described: no difference is told.")
PYTHON
