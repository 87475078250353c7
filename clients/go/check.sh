#!/usr/bin/env bash
# Checks the client. The tests take a server: `cargo xtask test --only clients`.
set -euo pipefail
cd "$(dirname "$0")"

python3 ../generate --check go
unformatted=$(gofmt -l .)
[ -z "$unformatted" ] || { echo "run gofmt on: $unformatted"; exit 1; }
go vet ./...
go mod verify > /dev/null

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
go test -count=1 -json ./... > "$results" || status=$?
python3 - "$results" <<'PYTHON'
import json
import sys

passed = failed = 0
for line in open(sys.argv[1]):
    event = json.loads(line)
    if event["Action"] == "output" and event.get("Output", "").strip():
        sys.stdout.write(event["Output"])
    if event.get("Test"):
        passed += event["Action"] == "pass"
        failed += event["Action"] == "fail"
print(f"{passed} passed, {failed} failed")
PYTHON
exit "$status"
