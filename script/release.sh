# shellcheck shell=bash
# What script/release-commit, script/release-push and script/release-pin share. Sourced from the root
# of the tree.
# shellcheck disable=SC2034 # the patterns are for who sources it

release_die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# A version, vX.Y.Z, and with more behind it what comes before one: vX.Y.Z-rc.1.
release_number='(0|[1-9][0-9]{0,8})'
release_final="^v$release_number\\.$release_number\\.$release_number\$"
release_any="${release_final%\$}(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?\$"

# The tags of origin, "commit refs/tags/NAME" a line: a runner's checkout has none of them.
release_remote_tags() {
  git ls-remote --refs --tags origin || release_die 'the tags of origin cannot be read'
}

# The newest version by number, v1.10.0 after v1.9.0; with a major tag, of those that it may name.
# The tags of origin come in, those that are here are added.
release_newest() { # [MAJOR]
  { cat && git tag --list; } | sed 's|.*refs/tags/||' | grep -E "$release_final" |
    grep -E "^${1-v[0-9]+}\\." | sort -V | tail -n 1 || true
}
