#!/usr/bin/env bash
# Seeds each fault of faults.tsv into a copy of the interpreter and runs the differential test on it: every fault must be found.
# usage: faults.sh BUILD [ROW…]        (a build folder made by ninja; rows count from 1)
#        faults.sh --rows              (only whether each row's text stands once in its file)
# Exit: 0 all found, 1 some were not, 77 the build folder does not say how it compiles
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source_root=$(cd "$here/../.." && pwd)

# Says which rows do not fit the sources; closes with a summary.
rowsFit() {
  python3 - "$source_root" "$here/faults.tsv" <<'PY'
import pathlib, sys
root, table = map(pathlib.Path, sys.argv[1:])
rows = [line.split("\t") for line in table.read_text().splitlines() if line and line[0] != "#"]
failed = 0
for number, row in enumerate(rows, 1):
    if len(row) != 3 or row[1] == row[2]:
        why = "a row is a file, a text and another text"
    elif (count := (root / row[0]).read_text().count(row[1])) != 1:
        why = f"the text stands {count} times in the file, not once"
    else:
        continue
    failed += 1
    print(f"fault {number}: {why}:", *row)
print(f"{len(rows) - failed} passed, {failed} failed")
sys.exit(failed > 0)
PY
}
if [ "${1-}" = --rows ]; then
  rowsFit
  exit
fi
misfits=$(rowsFit) || { echo "$misfits"; exit 1; }
build=$(cd "$1" && pwd)
shift
archive=libpolc_runtime_interp.a
for needed in compile_commands.json build.ninja "$archive" polc_differential; do
  if [ ! -e "$build/$needed" ]; then
    echo "skipped: no $needed in $build"
    exit 77
  fi
done
worlds=250 decisions=20 seconds_a_fault=240
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
link=$(cd "$build" && ninja -t commands polc_differential | tail -n 1)

# faulty FILE FROM TO DIR: builds DIR/polc_differential with the fault
faulty() {
  local file=$1 from=$2 to=$3 dir=$4 command
  command=$(python3 - "$build" "$source_root/$file" "$from" "$to" "$dir" <<'PY'
import json, os, shlex, sys
build, source, old, new, folder = sys.argv[1:]
text = open(source).read()
if text.count(old) != 1:
    sys.exit(f"{text.count(old)} times in {source}: {old}")
name = os.path.basename(source)
open(os.path.join(folder, name), "w").write(text.replace(old, new))
for entry in json.load(open(os.path.join(build, "compile_commands.json"))):
    if os.path.realpath(os.path.join(entry["directory"], entry["file"])) == os.path.realpath(source):
        break
else:
    sys.exit(f"no compile command of {source}")
words = shlex.split(entry["command"])
words[words.index("-o") + 1] = os.path.join(folder, name + ".o")
words[words.index("-c") + 1] = os.path.join(folder, name)
print("cd", shlex.quote(entry["directory"]), "&&", shlex.join(words), "-O1 -Wno-error")
PY
  ) || return 1
  eval "($command)" || return 1
  cp "$build/$archive" "$dir/$archive"
  ar r "$dir/$archive" "$dir/$(basename "$file").o" || return 1
  local faulty_link=${link//" $archive "/" $dir/$archive "}
  faulty_link=${faulty_link//"-o polc_differential "/"-o $dir/polc_differential "}
  (cd "$build" && eval "$faulty_link")
}

# attempt TOOL KEEP: the worlds on one tool; its exit
attempt() {
  (
    ulimit -c 0 -t "$seconds_a_fault"
    exec "$1" --fast --no-reach --worlds "$worlds" --decisions "$decisions" --keep "$2"
  ) >"$2.log" 2>&1
}

# one ROW FILE FROM TO: says how it went; 0 where the fault is found
one() {
  local row=$1 file=$2 from=$3 to=$4 dir="$work/$1" begin seed exit_code=0
  mkdir -p "$dir"
  if ! faulty "$file" "$from" "$to" "$dir" >"$dir/log" 2>&1; then
    echo "fault $row NOT BUILT: $file: $from"
    tail -n 5 "$dir/log"
    return 1
  fi
  begin=$SECONDS
  attempt "$dir/polc_differential" "$dir/kept" || exit_code=$?
  seed=$(sed -nE 's/^  seed ([0-9]+):.*/\1/p' "$dir/kept.log")
  rm -f "$dir/polc_differential"
  case $exit_code in
    134 | 139) seed="a crash" ;;
  esac
  if [ -n "$seed" ]; then
    echo "fault $row found (seed $seed, $((SECONDS - begin)) s): $file: $to"
    return 0
  fi
  echo "fault $row NOT FOUND (exit $exit_code, $((SECONDS - begin)) s): $file: $from"
  return 1
}

# A tool that fails without a fault finds nothing.
if ! attempt "$build/polc_differential" "$work/whole"; then
  tail -n 20 "$work/whole.log"
  echo "the worlds fail without any fault"
  exit 1
fi

found=0 missed=0 row=0
pids=()
finish() {
  if wait "${pids[0]}"; then found=$((found + 1)); else missed=$((missed + 1)); fi
  pids=("${pids[@]:1}")
}
while IFS=$'\t' read -r file from to; do
  [[ -z "$file" || "$file" == \#* ]] && continue
  row=$((row + 1))
  if [ $# -gt 0 ] && [[ " $* " != *" $row "* ]]; then continue; fi
  if [ ${#pids[@]} -ge 2 ]; then finish; fi
  one "$row" "$file" "$from" "$to" </dev/null &
  pids+=($!)
done <"$here/faults.tsv"
while [ ${#pids[@]} -gt 0 ]; do finish; done
echo "$found passed, $missed failed"
[ "$missed" -eq 0 ]
