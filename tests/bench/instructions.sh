#!/usr/bin/env bash
# A decision among 10,000 clauses that differ only in constants costs at most twice the instructions of one among 100; an
# outcome without reasons at most 1.3 times, and at most 800.
# usage: instructions.sh BUILD
set -euo pipefail
build=$1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# count CLAUSES [plain]: instructions of 1,000 decisions
count() {
  local name="$1${2:-}"
  valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$out/$name" "$build/polc_instructions" "$1" 1000 ${2:-} >"$out/log.$name" 2>&1 ||
    { cat "$out/log.$name"; exit 1; }
  awk '/^totals:/ { print $2; exit }' "$out/$name"
}

few=$(count 100)
many=$(count 10000)
few_plain=$(count 100 plain)
many_plain=$(count 10000 plain)
echo "instructions a decision: $((few / 1000)) among 100 clauses, $((many / 1000)) among 10,000"
echo "instructions an outcome: $((few_plain / 1000)) among 100 clauses, $((many_plain / 1000)) among 10,000"
[ "$few" -gt 0 ] && [ "$many" -le $((2 * few)) ]
[ "$few_plain" -gt 0 ] && [ $((10 * many_plain)) -le $((13 * few_plain)) ] && [ "$many_plain" -le 800000 ]
