#!/usr/bin/env bash
# Seeds each fault of faults.tsv into a copy of the interpreter and runs the differential test on it: every fault must be found.
# usage: faults.sh BUILD [ROW…]        (a build folder made by ninja; rows count from 1)
set -euo pipefail
build=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
source_root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=$(cd "$build" && ls libpolc_runtime_interp.a)

# one ROW FILE FROM TO: exit 0 where the fault is found
one() {
  local row=$1 file=$2 from=$3 to=$4 dir="$work/$1"
  mkdir -p "$dir"
  python3 - "$source_root/$file" "$dir/$(basename "$file")" "$from" "$to" <<'PY' || return 2
import sys
source, target, old, new = sys.argv[1:5]
text = open(source).read()
if text.count(old) < 1:
    sys.exit(f"not in {source}: {old}")
open(target, "w").write(text.replace(old, new, 1))
PY
  local command object
  command=$(python3 - "$build/compile_commands.json" "$source_root/$file" "$dir" <<'PY'
import json, os, shlex, sys
commands, source, folder = sys.argv[1:4]
entry = next(e for e in json.load(open(commands)) if e["file"] == source)
words = shlex.split(entry["command"])
words[words.index("-o") + 1] = os.path.join(folder, os.path.basename(source) + ".o")
words[words.index("-c") + 1] = os.path.join(folder, os.path.basename(source))
print(shlex.join(words))
PY
  )
  (cd "$build" && eval "$command" -Wno-error) >"$dir/log" 2>&1 || { cat "$dir/log"; return 2; }
  cp "$build/$archive" "$dir/faulty.a"
  object="$dir/$(basename "$file").o"
  ar r "$dir/faulty.a" "$object" 2>/dev/null
  local link
  link=$(cd "$build" && ninja -t commands polc_differential | tail -n 1)
  link=${link//"$archive"/"$dir/faulty.a"}
  link=${link//"-o polc_differential "/"-o $dir/polc_differential "}
  (cd "$build" && eval "$link") >"$dir/log" 2>&1 || { cat "$dir/log"; return 2; }
  if timeout 300 "$dir/polc_differential" --fast --no-reach --worlds 60 --decisions 150 --keep "$dir/kept" >"$dir/log" 2>&1; then
    echo "fault $row NOT FOUND: $file: $from"
    return 1
  fi
  echo "fault $row found: $(grep -m1 -E 'FAILED|AddressSanitizer|terminate' "$dir/log" | cut -c1-100)"
  rm -rf "$dir"
}

found=0 missed=0 row=0
pids=() 
while IFS=$'\t' read -r file from to; do
  [[ -z "$file" || "$file" == \#* ]] && continue
  row=$((row + 1))
  if [ $# -gt 0 ] && [[ " $* " != *" $row "* ]]; then continue; fi
  one "$row" "$file" "$from" "$to" &
  pids+=($!)
  if [ ${#pids[@]} -ge 2 ]; then
    if wait "${pids[0]}"; then found=$((found + 1)); else missed=$((missed + 1)); fi
    pids=("${pids[@]:1}")
  fi
done <"$here/faults.tsv"
for pid in "${pids[@]}"; do
  if wait "$pid"; then found=$((found + 1)); else missed=$((missed + 1)); fi
done
echo "$found passed, $missed failed"
[ "$missed" -eq 0 ]
