# One command a test folder. `just` alone lists them; docs/architecture.md says what each is for.
pytest := ".venv/bin/python -m pytest"

default:
    @just --list

# Everything .ci/run checks, here.
check:
    .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

# The default suite: under five minutes on two cores.
test:
    {{pytest}}

spec:
    {{pytest}} tests/spec

unit:
    {{pytest}} tests/unit

laws:
    {{pytest}} tests/generative

store:
    {{pytest}} tests/store

faults:
    {{pytest}} tests/faults

http:
    {{pytest}} tests/http

pages:
    {{pytest}} tests/pages

browser:
    {{pytest}} tests/browser

# Every page in every look; the accessibility statement is made from it.
whole:
    {{pytest}} -n 0 -m "slow or whole or not slow" tests/browser/test_every_page.py --write-accessibility

# What takes minutes and is not in .ci/run: every text removed in turn, the table of robustness from its seeds.
longest:
    {{pytest}} -m whole tests/unit

# Keep how ten pages look now, after looking at them.
looks:
    {{pytest}} -n 0 -m slow tests/browser/test_looks_stay.py --write-looks

serving:
    {{pytest}} tests/serving

attack:
    {{pytest}} tests/attack

docs:
    {{pytest}} tests/docs

load:
    {{pytest}} -m load -n 0 -s tests/load

# Every small change to the code that verifies, limits and records: some test must notice it. Some minutes a module.
mutants *modules:
    .venv/bin/python -m tests.mutants.run {{modules}}

# Which lines and branches of method, rules and record their own tests run, and the floor that .ci/run holds.
coverage:
    PATH="$PWD/.venv/bin:$PATH" .ci/coverage

# The same of everything, by the tests of modules, method and store. No floor.
coverage-whole:
    {{pytest}} --cov --cov-report=term-missing tests/unit tests/spec tests/store

# Long searches and everything in other widths and colours.
slow:
    {{pytest}} -m "fuzz or slow"
