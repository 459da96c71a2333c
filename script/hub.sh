# shellcheck shell=bash
# The hub for scripts, in a folder of their own: what script/demo, script/act and tests/image
# share. Sourced from the root of the tree; who sources it calls hub_finish at its end.
# shellcheck disable=SC2034 # the variables are for who sources it

# shellcheck source=script/loud.sh
. script/loud.sh

# Debian has servers there (nghttpx, dockerd), where an ordinary user does not look.
PATH=$PATH:/usr/sbin:/sbin

work=$(mktemp -d)
hub_pid=

# Starts it; its address in $api, its record in $work/record. Its port is the kernel's choice.
hub_start() { # SCENARIO
  : >"$work/hub"
  build/hub --scenario "$1" --fixtures tests/fixtures --record "$work/record" \
    >"$work/hub" 2>"$work/hub.errors" &
  hub_pid=$!
  for _ in $(seq 100); do
    [ ! -s "$work/hub" ] || break
    kill -0 "$hub_pid" 2>/dev/null || break
    sleep 0.05
  done
  api=$(head -n 1 "$work/hub")
  case $api in
    http://127.0.0.1:*) ;;
    *)
      cat "$work/hub" "$work/hub.errors" >&2
      die 'the hub does not start'
      ;;
  esac
}

# Changes what it knows: a merge patch (RFC 7396) over its scenario.
hub_change() { # PATCH
  python3 -c 'import sys, urllib.request as web
web.urlopen(web.Request(sys.argv[1] + "/control", sys.argv[2].encode(), method="PATCH"))' "$api" "$1"
}

# Ends it. Where it has ended by itself before, it says so, with what it said.
hub_stop() {
  if [ -z "$hub_pid" ]; then
    return 0
  fi
  if ! kill "$hub_pid" 2>/dev/null; then
    printf '%s: the hub, or the server in its place, ended by itself\n' "$(basename "$0")" >&2
    cat "$work/hub.errors" >&2
  fi
  wait "$hub_pid" 2>/dev/null || true # the shell's own word that it was ended
  hub_pid=
}

hub_finish() {
  hub_stop
  rm -rf "$work"
}
