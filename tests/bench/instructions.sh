#!/usr/bin/env bash
# The gate on speed, in instructions, which no other program on the machine changes:
#   a decision among 10,000 clauses that differ only in constants costs at most twice that among 100;
#   an outcome without reasons at most 1.3 times, and at most 700 instructions;
#   a decision of each row of instructions.tsv costs at most 10 % more than the row says (libraries choose code by processor).
# usage: instructions.sh BUILD [--record]   (--record writes the counts of this build into the table)
set -euo pipefail
build=$1
record=${2:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
table=$here/instructions.tsv
decisions=1000
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# count NAME COMMAND...: instructions of one decision, of the part of the command that counts
count() {
  local name=$1
  shift
  valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$out/$name" "$@" >"$out/log" 2>&1 || { cat "$out/log" >&2; return 1; }
  awk -v n=$decisions '/^totals:/ { total = $2 } END { if (total == 0) exit 1; print int(total / n) }' "$out/$name" || { cat "$out/log" >&2; return 1; }
}

served() { count row "$build/polc_bench_engine" polc "$1" <<<"batch $2 $decisions 1 600"; }

few=$(count few "$build/polc_instructions" 100 $decisions)
many=$(count many "$build/polc_instructions" 10000 $decisions)
few_plain=$(count few_plain "$build/polc_instructions" 100 $decisions plain)
many_plain=$(count many_plain "$build/polc_instructions" 10000 $decisions plain)
echo "$few instructions a decision among 100 clauses, $many among 10,000"
echo "$few_plain instructions an outcome among 100 clauses, $many_plain among 10,000"
code=0
((many <= 2 * few)) || code=1
((10 * many_plain <= 13 * few_plain && many_plain <= 700)) || code=1

workloads=$(awk '!/^#/ { sub(/_.*/, "", $1); print toupper($1) }' "$table" | sort -u | paste -sd,)
python3 "$here/corpora/generate.py" "$out/corpora" --quick --only "$workloads" >/dev/null
grep '^#' "$table" >"$out/table"
while read -r corpus class limit; do
  [[ $corpus == \#* ]] && continue
  now=$(served "$out/corpora/$corpus" "$class")
  printf '%s\t%s\t%s\n' "$corpus" "$class" "$now" >>"$out/table"
  verdict=
  if [[ -z $record ]] && ((now * 100 > limit * 110)); then
    code=1
    verdict='  MORE THAN 10 % ABOVE'
  fi
  printf '%-28s%-8s%8d, the table says %d%s\n' "$corpus" "$class" "$now" "$limit" "$verdict"
done <"$table"
[[ -z $record ]] || cp "$out/table" "$table"
exit $code
