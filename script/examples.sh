# shellcheck shell=bash
# The repositories of examples/ for tools that do not know `queue: max` yet: act 0.2.89 and
# actionlint 1.7.12 refuse a workflow that has it. What script/act and script/lint share. Sourced
# from the root of the tree.

# Copies it into DIRECTORY, as a repository, without that one line.
example_copy() { # NAME DIRECTORY
  local workflow=$2/.github/workflows/ephemeral-environment.yml lines
  cp -R "examples/$1/." "$2/"
  git -C "$2" init -q
  [ -f "$workflow" ] || return 0
  lines=$(grep -cx '      queue: max' "$workflow" || true)
  if [ "$lines" != 1 ]; then
    printf 'examples: %s has %s lines "queue: max", not one\n' "$workflow" "$lines" >&2
    return 1
  fi
  sed -i '/^      queue: max$/d' "$workflow"
}
