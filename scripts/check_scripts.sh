#!/bin/sh
# Checks the magazine's JavaScript and CSS: Biome for form and faults, tsc for types.
# Runs where npm exists, and always under CI=true. `check_scripts.sh format` puts into shape.
set -eu

if ! command -v npm >/dev/null; then
	echo "Not checked: JavaScript and CSS, since npm is not installed."
	[ "${CI:-}" = true ] && exit 1
	exit 0
fi
quietly() { said=$("$@" 2>&1) || { printf '%s\n' "$said"; exit 1; }; }

if ! cmp -s package-lock.json node_modules/pasquino-installed.json; then
	quietly npm ci --no-audit --no-fund
	cp package-lock.json node_modules/pasquino-installed.json
fi
if [ "${1:-}" = format ]; then
	quietly node_modules/.bin/biome check --colors=off --write --no-errors-on-unmatched
	exit 0
fi
quietly node_modules/.bin/biome ci --colors=off --no-errors-on-unmatched
if [ -n "$(find src/pasquino -path '*/static/*' -name '*.js' -print -quit)" ]; then
	quietly node_modules/.bin/tsc --project tsconfig.json
fi
