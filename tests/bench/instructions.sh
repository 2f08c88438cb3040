#!/usr/bin/env bash
# A decision among 10,000 clauses that differ only in constants costs at most twice the instructions of one among 100.
# usage: instructions.sh BUILD
set -euo pipefail
build=$1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

count() {
  valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$out/$1" "$build/polc_instructions" "$1" 1000 >"$out/log.$1" 2>&1 ||
    { cat "$out/log.$1"; exit 1; }
  awk '/^totals:/ { print $2; exit }' "$out/$1"
}

few=$(count 100)
many=$(count 10000)
echo "instructions a decision: $((few / 1000)) among 100 clauses, $((many / 1000)) among 10,000"
[ "$few" -gt 0 ] && [ "$many" -le $((2 * few)) ]
