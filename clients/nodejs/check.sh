#!/usr/bin/env bash
# Checks the client and its package. The tests take a server: `cargo xtask test --only clients`.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund --silent
python3 ../generate --check nodejs
npx prettier --check .
rm -rf build dist
npx tsc -p tsconfig.json
npx tsc -p tsconfig.build.json

# The package, installed where nothing else is.
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
archive=$(npm pack --silent --pack-destination "$clean")
files=$(tar tzf "$clean/$archive" | grep -vE '^package/(dist/[a-z]+\.(js|d\.ts)|README\.md|LICENSE|package\.json)$' || true)
[ -z "$files" ] || { echo "the package has files that nobody needs: $files"; exit 1; }
tsc=$PWD/node_modules/.bin/tsc
types=$PWD/node_modules/@types
(
  cd "$clean"
  npm init --yes > /dev/null
  npm install --no-audit --no-fund --silent "./$archive"
  cat > use.mts <<'TS'
import { ActeonClient, type Plugin } from "acteon-client";
const list = async (): Promise<Plugin[]> => new ActeonClient("http://localhost").listWasmPlugins();
console.log(typeof list);
TS
  "$tsc" --strict --module nodenext --target es2022 --typeRoots "$types" --types node use.mts
  node use.mjs
)

status=0
node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination=build/tests.tap build/test/*.test.js || status=$?
count() { sed -n "s/^# $1 //p" build/tests.tap | tail -1; }
echo "$(count pass) passed, $(($(count fail) + $(count cancelled))) failed"
exit "$status"
