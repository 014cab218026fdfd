#!/bin/sh
# Installs what the tests need from Debian's packages: Chromium and PostgreSQL's server.
# Without root (or without apt-get) it says in one line what is missing and so not tested;
# under CI=true something missing is an error. More names may be given: system_packages.sh npm
set -u

has_chromium() {
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
		command -v google-chrome >/dev/null
}

has_postgresql() {
	command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

missing() {
	names=""
	has_chromium || names="$names chromium"
	has_postgresql || names="$names postgresql"
	for name in "$@"; do
		command -v "$name" >/dev/null || names="$names $name"
	done
	echo "$names"
}

wanted=$(missing "$@")
[ -z "$wanted" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "Installing from Debian's packages:$wanted ..." >&2
	log=$(mktemp)
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086 # the names are words
	if ! { apt-get update -q && apt-get install -q -y --no-install-recommends $wanted; } \
		>"$log" 2>&1 </dev/null; then
		tail -n 15 "$log" >&2
	fi
	rm -f "$log"
	wanted=$(missing "$@")
	[ -z "$wanted" ] && exit 0
fi

echo "Not installed, so not tested with:$wanted (as root: apt-get install$wanted)."
[ "${CI:-}" = true ] && exit 1
exit 0
