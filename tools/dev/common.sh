# What tools/run, tools/test and tools/bench share. To be sourced; expects `set -euo pipefail`.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jobs=$(nproc)

say() { printf '\n== %s\n' "$*"; }

# install KIND...: installs the packages of those kinds (tools/packages.txt) that are missing; asks nothing.
install() {
  local kinds=" $* " missing=() package kind
  while read -r package kind _; do
    [[ $package == \#* || -z $package ]] && continue
    [[ $kinds == *" $kind "* ]] || continue
    [[ $package != nodejs ]] || ! command -v node >/dev/null || continue
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done <"$root/tools/packages.txt"
  ((${#missing[@]} == 0)) && return
  say "installing ${missing[*]}"
  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || { echo "these packages are missing, and installing them needs root: ${missing[*]}" >&2; exit 2; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build FOLDER TARGETS... -- CMAKE_OPTIONS...: configures and builds; says nothing where all goes well.
build() {
  local folder=$root/$1 targets=() log
  shift
  while (($#)) && [[ $1 != -- ]]; do targets+=("$1"); shift; done
  shift || true
  mkdir -p "$folder"
  log=$folder/build.log
  if ! cmake -S "$root" -B "$folder" -G Ninja "$@" >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
  if [[ -t 1 ]]; then
    ninja -C "$folder" -j "$jobs" "${targets[@]}"
  else
    ninja -C "$folder" -j "$jobs" "${targets[@]}" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
  fi
}
