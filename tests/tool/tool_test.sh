#!/usr/bin/env bash
# The tool's command line: exit codes, and what bad input gives. usage: tool_test.sh POLC
set -uo pipefail
polc=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
acme=examples/acme_sandboxes
directory=$acme/directory.json
requests=$acme/requests
passed=0
failed=0

# expect CODE PATTERN COMMAND…: the exit code, and a pattern that the output (both streams) must hold.
expect() {
  local code=$1 pattern=$2 got output
  shift 2
  output=$("$polc" "$@" 2>&1 </dev/null)
  got=$?
  judge "$code" "$pattern" "$got" "$output" "$*"
}
# piped TEXT CODE PATTERN COMMAND…: likewise, with TEXT on standard input.
piped() {
  local text=$1 code=$2 pattern=$3 got output
  shift 3
  output=$(printf '%s' "$text" | "$polc" "$@" 2>&1)
  got=$?
  judge "$code" "$pattern" "$got" "$output" "$*"
}
judge() {
  if [[ $3 == "$1" ]] && grep -qE -- "$2" <<<"$4"; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  printf 'FAILED polc %s\n  expected exit %s and /%s/, got exit %s:\n%s\n' "$5" "$1" "$2" "$3" "$(head -20 <<<"$4")"
}

evaluate=(eval "$acme" --directory "$directory" --request)

# ---- names and texts of others do nothing to a terminal --------------------------------------------------------------
cat >"$work/shown.pol" <<'EOF'
contract a.b
  effective 2026-01-01 until 2028-01-01
  zone "UTC"
entity Box
action open on Box
permission all "A\u{1b}[2Jtitle" { allow Box to open on any }
review boxes for b: Box { require b != b message "bad\u{1b}[31m\nallow" }
EOF
boxes='{"uid": {"type": "Box", "id": "b\u001b[2J\nallow"}, "attrs": {}, "parents": []}'
printf '[%s]' "$boxes" >"$work/shown.json"
shown=("$work/shown.pol" --directory "$work/shown.json" --now 2026-05-01T00:00:00Z)
box='{"type": "Box", "id": "b\u001b[2J\nallow"}'
opens="{\"subject\": $box, \"action\": {\"name\": \"open\"}, \"resource\": $box}"
piped "$opens" 3 'deny  Box::"b\?\[2J\?allow" to open on' eval "${shown[@]}" --request -
piped "$opens" 3 'permission.all "A\?\[2Jtitle"' eval "${shown[@]}" --request - --explain
piped "$opens" 3 'finding +medium: bad\?\[31m\?allow' eval "${shown[@]}" --request -
expect 0 '^b\?\[2J\?allow +deny' standing "${shown[@]}" --all Box

# ---- what is right ---------------------------------------------------------------------------------------------------
expect 0 '^0 errors, 0 warnings' check "$acme"
expect 0 '"findings": \[\]' check "$acme" --format json
expect 0 '^0 errors' check "$acme/amendments/002-tighter-previews.pol"
expect 0 '^0 errors' check <(cat "$acme/contract.pol")
expect 0 'permission.platform_access' "${evaluate[@]}" "$requests/1_platform_enters_production.json"
expect 3 'no clause allows it' "${evaluate[@]}" "$requests/3_vendor_without_second_factor.json"
expect 3 's\.mfa' "${evaluate[@]}" "$requests/3_vendor_without_second_factor.json" --explain
expect 3 '"nearest":' "${evaluate[@]}" "$requests/3_vendor_without_second_factor.json" --explain --format json
expect 4 'lifecycle.previews' "${evaluate[@]}" "$requests/8_preview_is_over.json"
expect 0 '^\{"outcome": ?"allow"' "${evaluate[@]}" "$requests/5_responder_in_an_incident.json" --format json
expect 0 'record_session' "${evaluate[@]}" "$requests/5_responder_in_an_incident.json" --engine jit --opt 0
expect 3 'contract is not yet in force' "${evaluate[@]}" "$requests/1_platform_enters_production.json" --now 2025-12-31T00:00:00Z
expect 3 'permission.vendor_access' eval "$acme" --directory "$directory" --request "$requests/5_responder_in_an_incident.json" --known 2 --now 2026-06-02 --format text
expect 4 'purge_data' standing "$acme" --directory "$directory" --entity 'Environment::"preview_feb"' --now 2026-02-05T10:00:00Z
expect 3 'held' standing "$acme" --directory "$directory" --request "$requests/standing_2_held.json"
expect 0 'preview_feb +expire +expired' standing "$acme" --directory "$directory" --all Environment --now 2026-02-05T10:00:00Z
expect 0 '^\{"entity":\{"type":"Environment"' standing "$acme" --directory "$directory" --all Environment --format json
expect 0 '72 passed, 0 failed' cases "$acme" --directory "$directory" "$acme/cases.json"
expect 0 'second_team' consolidate "$acme" --at 2026-03-02
expect 0 '"amended_through": 1' consolidate "$acme" --at 2026-03-02 --known 1 --format json
expect 0 'amendment 2 .*suspended' timeline "$acme"
expect 0 '"what":' timeline "$acme" --format json
expect 0 '^# P8050 no_contract' explain p8050
expect 0 '^P1001 ' explain
expect 0 'sha256:' lower "$acme" --format json
expect 0 'An access costs at most [0-9]+ steps' plan "$acme" --directory "$directory"
expect 0 '"found_by":' plan "$acme" --format json
expect 1 'acme_sandboxes/contract.pol' fmt --check "$acme"
expect 0 '' fmt --check stdlib
expect 0 'core format [0-9]' --version
for command in check eval standing cases consolidate timeline explain fmt lower build inspect keygen bench plan; do
  expect 0 'Examples:' "$command" --help
done
piped "$(cat "$acme/contract.pol")" 0 '^0 errors' check -
piped "$(cat "$acme/contract.pol")" 0 '^contract acme.sandboxes' fmt -
piped "$(cat "$requests/8_preview_is_over.json")" 4 'expire' "${evaluate[@]}" -

# ---- code that is kept -------------------------------------------------------------------------------------------------
keeps() { judge "$1" "" "$(find "$work/code" -name '*.o' | wc -l)" "" "$2"; }
jit=(eval "$acme" --directory "$directory" --request "$requests/5_responder_in_an_incident.json" --engine jit)
expect 0 'record_session' "${jit[@]}" --cache "$work/code"
POLC_CACHE=$work/code expect 0 'record_session' "${jit[@]}"
keeps 1 "objects kept by the jit"
expect 0 'record_session' "${jit[@]:0:6}" --engine tiered --cache "$work/code"
keeps 1 "objects kept by the jit and by tiers"
chmod 777 "$work/code"
expect 2 'P8061.*others own it or may write to it' "${jit[@]}" --cache "$work/code"
expect 2 'P8055' bench "$acme" --directory "$directory" --requests "$work/none" --engine tiered

# ---- bundles ----------------------------------------------------------------------------------------------------------
key=$work/release.key bundle=$work/acme.polb plain=$work/plain.polb
expect 0 '^key [0-9a-f]{16}: ' keygen "$key"
expect 0 '"key_id"' keygen "$work/other.key" --format json
expect 2 'P8060' keygen "$key"
touch "$work/half.key.pub"
expect 2 'P8060.*half.key.pub' keygen "$work/half.key"
rm "$work/half.key.pub"
expect 0 'half.key' keygen "$work/half.key"
# A secret key that has another's public half: its bytes are seed and public half, 32 and 32.
python3 - "$key" "$work/other.key" "$work/mixed.key" <<'END'
import base64, sys
label, *halves = "polc-secret-key ", *(base64.b64decode(open(path).read().split()[1]) for path in sys.argv[1:3])
open(sys.argv[3], "w").write(label + base64.b64encode(halves[0][:32] + halves[1][32:]).decode() + "\n")
END
expect 2 'P8082.*mixed.key' build "$acme" -o "$bundle" --sign-key "$work/mixed.key"
mkfifo "$work/fifo"
expect 2 'P8060.*fifo' build "$acme" -o "$work/fifo" --no-native
[[ -p $work/fifo ]]
judge 0 '^$' $? '' 'build leaves a FIFO alone'
expect 0 'native code for x86_64-linux-gnu x86-64-v2, signed by key' build "$acme" -o "$bundle" --sign-key "$key"
expect 0 'no native code, not signed' build "$acme" -o "$plain" --no-native
chmod 600 "$plain"
expect 0 '"signed_by": null' build "$acme" -o "$plain" --no-native --format json
judge 0 '^600$' $? "$(stat -c %a "$plain")" 'build keeps permissions'
expect 0 'acme.sandboxes' inspect "$bundle"
expect 0 '"trusted": true' inspect "$bundle" --trust-key "$key.pub" --format json
expect 0 '^native +none' inspect "$plain"
decide=(--directory "$directory" --request "$requests/5_responder_in_an_incident.json")
expect 0 'record_session' eval "$bundle" "${decide[@]}"
expect 0 'record_session' eval "$bundle" "${decide[@]}" --engine jit --opt 0
expect 0 'record_session' eval "$bundle" "${decide[@]}" --engine native --trust-key "$key.pub"
expect 0 'P8081.*no trusted key' eval "$bundle" "${decide[@]}" --engine native
expect 0 'P8081.*no native code' eval "$plain" "${decide[@]}" --engine native
expect 4 'purge_data' standing "$bundle" --directory "$directory" --entity 'Environment::"preview_feb"' --now 2026-02-05T10:00:00Z
expect 2 'P8055' eval "$acme" "${decide[@]}" --engine native
expect 2 'P8070' inspect "$work/nothing.polb"
expect 2 'P8071' inspect "$directory"
expect 2 'P8077' inspect "$plain" --trust-key "$key.pub"
expect 2 'P8078' inspect "$bundle" --trust-key "$work/other.key.pub"
expect 2 'P8080' timeline "$bundle"
expect 2 'P8082' build "$acme" -o "$work/x.polb" --sign-key "$key.pub"
expect 2 'P8082' inspect "$bundle" --trust-key "$key"
expect 2 'P8083' eval "$bundle" "${decide[@]}" --known 1
expect 2 'P8060' build "$acme" -o "$work/nowhere/x.polb"
TMPDIR=$work/nowhere expect 2 'P8084' build "$acme" -o "$work/x.polb"
# change AT BYTES: a copy of the bundle with other bytes there.
change() {
  cp "$bundle" "$work/changed.polb"
  printf "$2" | dd of="$work/changed.polb" bs=1 seek="$1" conv=notrunc status=none
}
change 8 '\x63'
expect 2 'P8072' inspect "$work/changed.polb"
change 8 '\x00'
expect 2 'P8073' inspect "$work/changed.polb"
head -c 5000 "$bundle" >"$work/changed.polb"
expect 2 'P8074' inspect "$work/changed.polb"
change 5000 'polc'
expect 2 'P8075' inspect "$work/changed.polb"
change 100 'polc'
expect 2 'P8079' inspect "$work/changed.polb"

# ---- a stream: each line has its answer, the bad one an error object ---------------------------------------------------
one_line=$(tr -d '\n' <"$requests/1_platform_enters_production.json")
stream=("${evaluate[@]}" - --stream --format json)
piped "$one_line"$'\n'"$one_line"$'\n' 0 '^\{"outcome": ?"allow"' "${stream[@]}"
piped "$one_line"$'\n{"subject"\n'"$one_line"$'\n' 2 '^\{"error":\{"code":"P8[0-9]{3}".*"line":2' "${stream[@]}"
count=$(printf '%s\n{}\n%s\n' "$one_line" "$one_line" | "$polc" "${stream[@]}" 2>/dev/null | wc -l)
judge 3 '' "$count" '' "${stream[*]}"

# ---- bench: what comes out is counted, and timed in every way of asking -------------------------------------------------
{ echo "$one_line"; echo; tr -d '\n' <"$requests/8_preview_is_over.json"; echo; } >"$work/requests.jsonl"
echo '{"subject":{"type":"Identity","id":"nobody"},"action":{"name":"connect"},"resource":{"type":"Environment","id":"staging_1"}}' >>"$work/requests.jsonl"
bench=(bench "$acme" --directory "$directory" --requests)
expect 0 'allow 1, deny 0, expire 1, in error 1' "${bench[@]}" "$work/requests.jsonl" --decisions "$work/outcomes.txt"
judge "$(printf 'allow\nexpire\nerror')" '' "$(cat "$work/outcomes.txt")" '' "bench --decisions"
"$polc" "${bench[@]}" "$work/requests.jsonl" --engine jit --opt 0 --threads 2 --format json >"$work/bench.json"
read_json() { python3 -c "import json, sys; b = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))" "$work/bench.json" "$1"; }
judge '[1, 0, 1, 1]' '' "$(read_json 'list(b["outcomes"].values())')" '' 'bench: outcomes'
judge '[2, 3, 3]' '' "$(read_json '[b["classes"][c]["requests"] for c in ("typed", "strings", "json")]')" '' 'bench: classes'
judge 'True' '' "$(read_json 'all(0 < t["p10_ns"] <= t["median_ns"] <= t["p90_ns"] <= t["p99_ns"] and t["batch"] >= 1000 and t["batches"] >= 10 for c in b["classes"].values() for t in (c, c["threads"]))')" '' 'bench: times'
# The heap of the address sanitizer does not say how much of it is in use.
least=1
if grep -q __asan_init "$polc"; then least=0; fi
judge 'True' '' "$(read_json "0 < b['first_decision_ms'] and 0 < b['optimised_ms'] and $least <= b['directory_bytes_per_entity']")" '' 'bench: figures'
"$polc" keygen "$work/bench_key" >"$work/log" && "$polc" build "$acme" --sign-key "$work/bench_key" -o "$work/bench.polb" >"$work/log"
expect 0 'engine native: 3 requests' bench "$work/bench.polb" --directory "$directory" --requests "$work/requests.jsonl" --engine native --trust-key "$work/bench_key.pub" --decisions "$work/of_bundle.txt"
judge "$(cat "$work/outcomes.txt")" '' "$(cat "$work/of_bundle.txt")" '' "bench BUNDLE --decisions"
{ cat "$work/requests.jsonl"; echo '{"subject": 1}'; } >"$work/refused.jsonl"
expect 2 'refused.jsonl:5:[0-9]+: .*P80' "${bench[@]}" "$work/refused.jsonl"
expect 2 'P8053' "${bench[@]}" "$work/none.jsonl"
expect 2 'P8055' "${bench[@]}" /dev/null
expect 2 'P8055' "${bench[@]}" "$work/requests.jsonl" --threads none
expect 2 'P8060' "${bench[@]}" "$work/requests.jsonl" --decisions "$work/no/such.txt"

# ---- a directory of lines -----------------------------------------------------------------------------------------------
python3 -c 'import json, sys; [print(json.dumps(e)) for e in json.load(open(sys.argv[1]))]' "$directory" >"$work/lines.jsonl"
expect 0 '72 passed, 0 failed' cases "$acme" --directory "$work/lines.jsonl" "$acme/cases.json"
expect 0 '^0 errors' check "$acme" --directory "$work/lines.jsonl"
echo '{"uid": {"type": "Nix", "id": "x"}}' >>"$work/lines.jsonl"
expect 1 'lines.jsonl:32:9: .*P8012' check "$acme" --directory "$work/lines.jsonl"

# ---- a directory in SQLite ------------------------------------------------------------------------------------------------
database() { python3 -c "import sqlite3, sys; d = sqlite3.connect('$work/entities.sqlite'); d.executescript(sys.argv[1]); d.close()" "$1"; }
python3 - "$directory" "$work/entities.sqlite" <<'END'
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[2])
database.execute("CREATE TABLE entity (type TEXT, id TEXT, attrs TEXT)")
database.execute("CREATE TABLE parent (type TEXT, id TEXT, parent_type TEXT, parent_id TEXT)")
for entity in json.load(open(sys.argv[1])):
    uid = entity["uid"]["type"], entity["uid"]["id"]
    database.execute("INSERT INTO entity VALUES (?, ?, ?)", (*uid, json.dumps(entity["attrs"]) if "attrs" in entity else None))
    database.executemany("INSERT INTO parent VALUES (?, ?, ?, ?)", [(*uid, p["type"], p["id"]) for p in entity.get("parents", [])])
database.commit()
END
expect 0 '^0 errors' check "$acme" --directory <(cat "$directory")
piped "$(printf 'SQLite format 3')" 2 'P8001' eval "$acme" --directory - --request "$requests/8_preview_is_over.json"
if [[ $("$polc" check "$acme" --directory "$work/entities.sqlite" 2>&1) =~ 'built without SQLite' ]]; then
  expect 2 'P8021.*built without SQLite' eval "$acme" --directory "$work/entities.sqlite" --request "$requests/8_preview_is_over.json"
else
  expect 0 '72 passed, 0 failed' cases "$acme" --directory "$work/entities.sqlite" "$acme/cases.json"
  expect 0 '^0 errors' check "$acme" --directory "$work/entities.sqlite"
  expect 0 'allow 1, deny 0, expire 1, in error 1' bench "$acme" --directory "$work/entities.sqlite" --requests "$work/requests.jsonl"
  database "UPDATE entity SET attrs = '{\"shoe\": 1}' WHERE id = 'acme'"
  expect 1 'entities.sqlite:[0-9]+:[0-9]+: .*P8017.*entity Team::"acme": `shoe`' check "$acme" --directory "$work/entities.sqlite"
  database "INSERT INTO entity VALUES ('Nix', 'x', NULL)"
  expect 1 'entities.sqlite:32:9: .*P8012.*entity Nix::"x"' check "$acme" --directory "$work/entities.sqlite"
  expect 2 'entity Nix::"x": the contract declares no entity' bench "$acme" --directory "$work/entities.sqlite" --requests "$work/requests.jsonl"
  database "DELETE FROM entity WHERE type = 'Nix'; INSERT INTO parent VALUES ('Team', 'nobody', 'Team', 'acme')"
  expect 2 'P8022.*entities.sqlite: row [0-9]+ of `parent`' eval "$acme" --directory "$work/entities.sqlite" --request "$requests/8_preview_is_over.json"
  truncate -s 5000 "$work/entities.sqlite"
  expect 2 'P8021.*entities.sqlite: the database cannot be read' eval "$acme" --directory "$work/entities.sqlite" --request "$requests/8_preview_is_over.json"
fi

# ---- bad input: a code, a place, exit 1 or 2 -----------------------------------------------------------------------------
expect 2 'P1001' check "$work/nowhere"
expect 2 'P8050' check "$work"
expect 2 'P8053' eval "$acme" --directory "$work/none.json" --request "$requests/8_preview_is_over.json"
expect 2 'P8053' "${evaluate[@]}" "$work/none.json"
expect 2 'P8053' cases "$acme" --directory "$directory" "$work"
expect 2 'P8055' "${evaluate[@]}" "$requests/8_preview_is_over.json" --now yesterday
expect 2 'P8055' "${evaluate[@]}" "$requests/8_preview_is_over.json" --known soon
expect 2 'P8055' standing "$acme" --directory "$directory" --entity preview_feb
expect 2 'P8055' check "$acme" --warn-within soon
expect 2 'P8058' explain P9999
expect 2 'P8059' standing "$acme" --directory "$directory" --all environments
expect 2 '' eval "$acme"
expect 2 '' nothing
piped '{"subject": {"type": "Identity"' 2 '<stdin>:1:[0-9]+: .*P8[0-9]{3}' "${evaluate[@]}" -
piped '{"action": {"name": "connect"}, "resource": {"type": "Environment", "id": "staging_1"}}' 2 'P8[0-9]{3}' "${evaluate[@]}" -
piped '[{"id": "x", "expect": {}}]' 2 'P8057' cases "$acme" --directory "$directory" -
piped '[{"id": "x"' 2 'P8057' cases "$acme" --directory "$directory" -
piped "[{\"id\": \"x\", \"request\": $one_line, \"expect\": {\"outcom\": \"allow\"}}]" 1 '0 passed, 1 failed' cases "$acme" --directory "$directory" -
piped 'contract' 1 'P[0-9]{4}' check -
head -c 700 "$directory" >"$work/truncated.json"
expect 1 'truncated.json:[0-9]+:[0-9]+: .*P8[0-9]{3}' check "$acme" --directory "$work/truncated.json"
expect 2 'P8[0-9]{3}' eval "$acme" --directory "$work/truncated.json" --request "$requests/8_preview_is_over.json"
echo '[]' >"$work/empty.json"
expect 1 'contract.pol:[0-9]+:[0-9]+: warning\[P8054\]' check "$acme" --directory "$work/empty.json"
cp -r "$acme" "$work/stray"
cp "$acme/amendments/003-incident-access.pol" "$work/stray/003.pol"
expect 1 'P8051' check "$work/stray"
printf 'contract a.b  between p "P", q "Q"  effective 2026-01-01  zone "Europe/Berlin"' >"$work/lone.pol"
expect 1 'lone.pol' fmt --check "$work/lone.pol"
mkdir "$work/lone.pol.polc-fmt"
expect 2 'P8060' fmt "$work/lone.pol"

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
