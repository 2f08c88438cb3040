#!/usr/bin/env bash
# polc decides every request of the small corpora as their reference in Python does, on the interpreter and in compiled code; and
# none of them is lost or wrong while another thread publishes.
# usage: corpora.sh BUILD
set -euo pipefail
build=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

passed=0
failed=0
while read -r corpus; do
  for engine in polc polc_O0 polc_interp polc_reasons; do
    rm -f "$out/decisions"
    answer=$("$build/polc_bench_engine" "$engine" "$corpus" <<<"decide $out/decisions 600")
    if [[ -s $out/decisions ]] && cmp -s "$out/decisions" "$corpus/expected.txt"; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      printf '%s on %s differs from the reference: %s\n' "${corpus##*/}" "$engine" "$answer"
    fi
  done
  [[ ${corpus##*/} == w2_hospital_* ]] || continue
  answer=$("$build/polc_bench_engine" polc "$corpus" <<<"publish changes 0.2")
  if grep -q '"lost":0,"wrong":0,' <<<"$answer" && ! grep -q '"published":0,' <<<"$answer"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s: decisions were lost or wrong while changes were published: %s\n' "${corpus##*/}" "$answer"
  fi
done < <(python3 "$here/corpora/generate.py" "$out/corpora" --quick)
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0 && passed > 0))
