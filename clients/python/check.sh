#!/usr/bin/env bash
# Checks the client and its package. The tests take a server: `cargo xtask test --only clients`.
set -euo pipefail
cd "$(dirname "$0")"

if [ ! -x .venv/bin/python ] || ! cmp -s requirements-dev.txt .venv/requirements; then
  rm -rf .venv
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
  .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  cp requirements-dev.txt .venv/requirements
fi

python3 ../generate --check python
.venv/bin/ruff format --check .
.venv/bin/ruff check .
.venv/bin/mypy src tests

# The package, installed where nothing else is.
rm -rf dist
.venv/bin/python -m build --no-isolation --outdir dist . > /dev/null
.venv/bin/twine check --strict dist/*
python3 -m venv --clear .venv/clean
.venv/clean/bin/pip install --quiet --disable-pip-version-check dist/*.whl
.venv/clean/bin/python -c 'import acteon_client; acteon_client.ActeonClient("http://localhost").close()'

status=0
.venv/bin/pytest -p no:warnings --junit-xml=.venv/tests.xml || status=$?
.venv/bin/python - <<'PYTHON'
import xml.etree.ElementTree as xml

suite = xml.parse(".venv/tests.xml").getroot().find("testsuite").attrib
failed = int(suite["failures"]) + int(suite["errors"])
print(f"{int(suite['tests']) - failed - int(suite['skipped'])} passed, {failed} failed")
PYTHON
exit "$status"
