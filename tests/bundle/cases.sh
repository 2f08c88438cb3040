#!/usr/bin/env bash
# The canon's cases from bundles: cases.sh POLC CONTRACT interp|native. One bundle for each `known` that the cases name.
set -uo pipefail
polc=$1 contract=$2 engine=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$polc" keygen "$work/key" >/dev/null || exit 1
# Parts the cases by what is known; a bundle knows one thing, so that its cases do not name it.
python3 - "$contract/cases.json" "$work" <<'PYTHON' || exit 1
import json, sys
groups = {}
for case in json.load(open(sys.argv[1])):
    groups.setdefault(str(case.pop("known", "")), []).append(case)
for number, (known, cases) in enumerate(groups.items()):
    json.dump(cases, open(f"{sys.argv[2]}/{number}.json", "w"))
    open(f"{sys.argv[2]}/{number}.known", "w").write(known)
PYTHON

code=0
for cases in "$work"/*.json; do
  known=$(cat "${cases%.json}.known")
  file=${cases%.json}.polb
  "$polc" build "$contract" ${known:+--known "$known"} --sign-key "$work/key" -o "$file" >/dev/null || exit 1
  output=$("$polc" cases "$file" "$cases" --directory "$contract/directory.json" --engine "$engine" --trust-key "$work/key.pub" 2>&1)
  result=$?
  echo "known ${known:-all}: $output"
  [[ $result == 0 ]] || code=1
  if grep -q P8081 <<<"$output"; then
    echo "the native code did not run"
    code=1
  fi
done
exit $code
