# shellcheck shell=bash
# What scripts that run the action's image share beside the hub: a Docker engine and the image, also
# for another architecture.
# Sourced; who sources it calls docker_finish at its end.

# shellcheck source=script/hub.sh
. script/hub.sh

PATH=$PWD/.tools/bin:$PATH
# The builder that act has.
export DOCKER_BUILDKIT=0
engine_pid=

# A Docker engine: the one that runs, or one of our own, which docker_finish ends.
engine_start() {
  command -v docker >/dev/null || die 'docker is missing: run script/bootstrap --act'
  if docker info >/dev/null 2>&1; then
    return 0
  fi
  command -v dockerd >/dev/null ||
    die 'no Docker engine answers, and there is no dockerd: run script/bootstrap --act'
  [ "$(id -u)" -eq 0 ] || die 'no Docker engine answers; start one, or run this as root'
  # A session of its own: Ctrl-C must not end it before its containers are gone.
  setsid dockerd --storage-driver=overlay2 --pidfile "$work/dockerd.pid" \
    >"$work/dockerd.log" 2>&1 &
  engine_pid=$!
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && return
    kill -0 "$engine_pid" 2>/dev/null || break
    sleep 0.5
  done
  cat "$work/dockerd.log" >&2
  die 'the Docker engine does not start'
}

# The files of this tree without what git ignores: what a released action has.
export_tree() { # DIRECTORY
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
      if [ -e "$file" ]; then printf '%s\0' "$file"; fi
    done |
    tar -c --null -T - | tar -x -C "$1"
}

# Builds the image from such a tree. With the layers in the cache, act's own build of the same
# files needs no network.
image_build() { # TAG DIRECTORY [OPTION]...
  script/base-image
  docker build -q -t "$@" >"$work/build.log" 2>&1 || {
    cat "$work/build.log" >&2
    die 'the image does not build'
  }
}

# This machine, as the native action's programs are called after it.
native_machine() {
  case $(uname -m) in
    x86_64 | amd64) echo x86_64 ;;
    aarch64 | arm64) echo aarch64 ;;
    *) die "no native program is built for $(uname -m)" ;;
  esac
}

# Puts the image's program where a release's commit has it, in such a tree; its path in $program.
image_program() { # TAG DIRECTORY
  local container
  program=$2/native/deploy-dispatch-$(native_machine)
  container=$(docker create "$1")
  quiet docker cp "$container:/deploy-dispatch" "$program"
  quiet docker rm "$container"
}

# Cross-compiles the same tree. What the builder made is in DIRECTORY/cross then: image/, which is the
# image's whole root, and libdeploy-dispatch.a, the program's own objects.
cross_build() { # ARCHITECTURE MACHINE DIRECTORY
  local builder=deploy-dispatch:cross-$1 container
  image_build "$builder" "$3" -f Dockerfile.cross \
    --build-arg "ARCHITECTURE=$1" --build-arg "MACHINE=$2"
  mkdir -p "$3/cross"
  container=$(docker create "$builder" /none)
  quiet docker cp "$container:/image" "$3/cross/image"
  quiet docker cp "$container:/src/build/libdeploy-dispatch.a" "$3/cross"
  docker rm "$container" >/dev/null
}

docker_finish() {
  hub_stop
  if [ -n "$engine_pid" ]; then
    kill "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
  fi
  hub_finish
}
