# shellcheck shell=bash
# What the scripts of a release share. Sourced from the root of the tree.
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

# An image by its digest; a registry may have a port.
release_image='^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$'

# What a release has programs for, as uname -m says it; and as images say it.
release_machines='x86_64 aarch64'
release_architecture() { # MACHINE
  case $1 in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
  esac
}

# Are these the programs of a release: all of them, each for its machine, with their right sums?
release_check_programs() { # DIRECTORY
  local machine program kind names=
  for machine in $release_machines; do
    program=$1/deploy-dispatch-$machine
    names+="deploy-dispatch-$machine "
    [[ -f $program && -x $program && ! -L $program ]] ||
      release_die "there is no program $program: script/release-programs takes it out of the image"
    # Bytes 18 and 19 of an ELF file say what machine it is for.
    case $machine in
      x86_64) kind='7f 45 4c 46 3e 00' ;;
      aarch64) kind='7f 45 4c 46 b7 00' ;;
    esac
    [ "$({ head -c 4 "$program" && tail -c +19 "$program" | head -c 2; } |
      od -An -tx1 | xargs)" = "$kind" ] || release_die "$program is no program for $machine"
  done
  [ "$(sed -nE 's/^[0-9a-f]{64}  //p' "$1/SHA256SUMS" | sort | xargs)" = \
    "$(xargs -n 1 <<<"$names" | sort | xargs)" ] ||
    release_die "$1/SHA256SUMS does not name the programs: $names"
  (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS) ||
    release_die "the programs in $1 are not those of its SHA256SUMS"
  [[ -d $1/licenses && -z $(find "$1/licenses" ! -type f ! -type d) ]] ||
    release_die "$1/licenses is not a folder of plain files: script/release-programs takes it out of the image"
}
