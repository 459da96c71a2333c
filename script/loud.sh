# shellcheck shell=bash
# No script fails without a word: a command that ends one is named, with its place; quiet keeps
# what a tool said until it is needed. Sourced.

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Runs a command that says too much; what it said is shown where it fails.
quiet() { # COMMAND...
  local said status=0
  said=$("$@" 2>&1) || status=$?
  [ "$status" -ne 0 ] || return 0
  printf '%s: %s\n%s\n' "$(basename "$0")" "status $status of: $*" "$said" >&2
  return "$status"
}

set -E
trap 'printf "%s: line %d: status %d of: %s\n" "$0" "$LINENO" "$?" "$BASH_COMMAND" >&2' ERR
