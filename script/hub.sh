# shellcheck shell=bash
# The hub for scripts, in a folder of their own: what script/demo, script/act and tests/image
# share. Sourced from the root of the tree; who sources it calls hub_finish at its end.
# shellcheck disable=SC2034 # the variables are for who sources it

work=$(mktemp -d)
hub_pid=

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Starts it; its address in $api, its record in $work/record. Its port is the kernel's choice.
hub_start() { # SCENARIO
  build/hub --scenario "$1" --fixtures tests/fixtures --record "$work/record" >"$work/hub" &
  hub_pid=$!
  for _ in $(seq 100); do
    [ -s "$work/hub" ] && break
    sleep 0.05
  done
  api=$(head -n 1 "$work/hub")
  case $api in
    http://127.0.0.1:*) ;;
    *) die 'the hub does not start' ;;
  esac
}

hub_stop() {
  if [ -n "$hub_pid" ]; then
    kill "$hub_pid" 2>/dev/null || true
    wait "$hub_pid" 2>/dev/null || true
    hub_pid=
  fi
}

hub_finish() {
  hub_stop
  rm -rf "$work"
}
