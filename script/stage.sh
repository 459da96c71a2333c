# shellcheck shell=bash
# Named stages for script/test, script/lint and .ci/run: one line for each, and what its command
# said only where it failed. Sourced from the root of the tree; who sources it begins with no stage
# and ends with stages_end.
#
#   stage NAME COMMAND...   the command counts its checks: lines "N passed, N failed", maybe with
#                           one word and a colon before, or Check's. Without one it has failed.
#   step NAME COMMAND...    one check: the command ends with 0.
#   stages_end              prints the sum, "N passed, N failed", and ends the script.
#
# The command may be a function. It has no standard input. A signal ends it with the script.

# shellcheck source=script/loud.sh
. script/loud.sh

stages_passed=0
stages_failed=0
stages_name=
stages_group=
stages_ended=
stages_log=$(mktemp)

stages_sum() { printf '%d passed, %d failed\n' "$stages_passed" "$stages_failed"; }

# However the script ends, its last line is the sum, and not without what ended it.
stages_exit() {
  local status=$?
  trap - EXIT
  rm -f "$stages_log"
  if [ -z "$stages_ended" ]; then
    stages_failed=$((stages_failed + 1))
    printf '%s: ended with status %d before its time\n' "$(basename "$0")" "$status" >&2
    stages_sum
  fi
  exit "$status"
}

stages_signal() { # NAME NUMBER
  trap '' INT TERM HUP
  if [ -n "$stages_group" ]; then
    printf 'STOPPED by SIG%s in the stage %s\n' "$1" "$stages_name"
    kill -s TERM -- "-$stages_group" 2>/dev/null || true # gone already: as it should be
    wait "$stages_group" || true
  fi
  exit $((128 + $2))
}
trap stages_exit EXIT
trap 'stages_signal HUP 1' HUP
trap 'stages_signal INT 2' INT
trap 'stages_signal TERM 15' TERM

# Sums up the closing lines: how many there are, what passed, what failed.
stages_count() {
  awk '
    /^([^ ]+: )?[0-9]+ passed, [0-9]+ failed$/ { lines++; passed += $(NF - 3); failed += $(NF - 1) }
    /^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+$/ {
      lines++; bad = $5 + $7; passed += $3 - bad; failed += bad
    }
    END { print lines + 0, passed + 0, failed + 0 }' "$1"
}

stages_run() { # KIND NAME COMMAND...
  local kind=$1 began=$SECONDS status=0 passed=0 failed=0 why='' took
  stages_name=$2
  shift 2
  printf '%-13s ' "$stages_name"
  # Job control gives it a process group of its own, to be ended as a whole, and lets it have
  # signals that "&" would make it ignore.
  set -m
  (
    set +m
    trap - EXIT INT TERM HUP
    set -euo pipefail
    "$@"
  ) >"$stages_log" 2>&1 </dev/null &
  stages_group=$!
  set +m
  wait "$stages_group" || status=$?
  stages_group=
  took=$((SECONDS - began))
  if [ "$kind" = step ]; then
    passed=1
  else
    read -r _ passed failed < <(stages_count "$stages_log")
    [ $((passed + failed)) -gt 0 ] || why='it ran no check'
  fi
  [ "$status" -eq 0 ] || why="exit status $status"
  if [ -n "$why" ] && [ "$failed" -eq 0 ]; then
    failed=1
    [ "$kind" = stage ] || passed=0
  fi
  stages_passed=$((stages_passed + passed))
  stages_failed=$((stages_failed + failed))
  if [ "$failed" -eq 0 ]; then
    printf 'ok %5d s %6d checks\n' "$took" "$passed"
    return
  fi
  printf 'FAILED after %d s: %d passed, %d failed%s\n' "$took" "$passed" "$failed" "${why:+; $why}"
  # Set in, so that no line of it is taken for one of ours.
  sed 's/^/    /' "$stages_log"
  printf '    (end of the stage %s)\n' "$stages_name"
}

stage() { stages_run stage "$@"; }
step() { stages_run step "$@"; }

stages_end() {
  stages_ended=1
  stages_sum
  [ "$stages_failed" -eq 0 ] && [ "$stages_passed" -gt 0 ] || exit 1
  exit 0
}
