# shellcheck shell=sh
# The one step of the native action: starts the static program for this machine, which lies beside
# this file in the commit of a release. The program takes the shell's place, so that signals reach
# it and no shell keeps the tokens in its environment. No input is looked at here. Sourced by
# `sh -e`, whatever sh is there; needs no other program but uname.

stop() { # WORDS
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
  [ -n "$machine" ] || stop "uname is missing, which tells the machine's architecture. Install it (coreutils, busybox), or set the variable DEPLOY_DISPATCH_PROGRAM to the path of the program"
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
# A name without a slash would be searched in PATH.
case $program in
  */*) ;;
  *) program=./$program ;;
esac
# Git and the archives of GitHub keep the bit; a copy by other means may not.
[ -x "$program" ] || chmod 755 "$program" || true
# Where a shell cannot exec, it may end without a word, and an empty file is a script that does nothing:
# the program has to say who it is first.
case $("$program" --version || true) in
  'deploy-dispatch '*) ;;
  *) stop "The program cannot be started, see the line above if there is one: it is not executable, its file system may be mounted with noexec, or the file is for another machine, empty or cut off. Its name is ${program##*/}" ;;
esac
exec "$program"
