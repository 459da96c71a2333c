# shellcheck shell=sh
# The one step of the native action: starts the static program for this machine, which lies beside
# this file in the commit of a release. The program takes the shell's place, so that signals reach
# it and no shell keeps the tokens in its environment. No input is looked at here. Sourced by
# `sh -e`, whatever sh is there; needs no other program but uname.
# shellcheck disable=SC2317 # the trap calls it

stop() { # WORDS
  trap - EXIT
  printf '::error::%s\n' "$1"
  exit 1
}

instead='Use the container action (uses: CoreMemorySquad/deploy-dispatch, without /native) on a Linux runner with Docker'
program=${DEPLOY_DISPATCH_PROGRAM-}
if [ -z "$program" ]; then
  # Every runner says what it runs on.
  system=${RUNNER_OS:-$(uname -s || true)}
  [ "$system" = Linux ] ||
    stop "The native action runs on Linux only, and this runner is \"$system\". $instead"
  machine=$(uname -m || true)
  case $machine in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) stop "The native action has programs for x86_64 and aarch64, and this machine is \"$machine\". $instead" ;;
  esac
  program=$GITHUB_ACTION_PATH/deploy-dispatch-$machine
  [ -f "$program" ] ||
    stop "There is no file native/deploy-dispatch-$machine: only the commits of releases have it, the branch main has none. Use a release (uses: CoreMemorySquad/deploy-dispatch/native@v1), or set the variable DEPLOY_DISPATCH_PROGRAM to the path of your own build"
elif [ ! -f "$program" ]; then
  stop 'The variable DEPLOY_DISPATCH_PROGRAM is set, and no file has that path. Set it to the path of your own build, or unset it'
fi
# Git and the archives of GitHub keep the bit; a copy by other means may not.
[ -x "$program" ] || chmod 755 "$program" ||
  stop "The program is not executable, and that cannot be changed: run chmod 755 on it. Its name is ${program##*/}"
# A shell ends where it cannot exec: bash, which is the sh of some systems, without its trap even.
broken='The program cannot be started, see the line above: its file system may be mounted with noexec, or it is a program for another machine'
trap 'stop "$broken"' EXIT
# shellcheck disable=SC3044
[ -z "${BASH_VERSION-}" ] || shopt -s execfail
exec "$program" || stop "$broken"
