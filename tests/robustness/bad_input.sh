#!/usr/bin/env bash
# Bad input: a coded finding with a place and exit 1 or 2, or a denial with its error; never a crash, never an allow.
# usage: bad_input.sh POLC
set -uo pipefail
polc=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
pods=$root/examples/polar_pods
passed=0
failed=0

# judge NAME EXITS PATTERN FILE: what `run` got; exits as 12: one of 1 and 2.
judge() {
  if [[ $2 == *"$code"* ]] && grep -aqE -- "$3" output; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  printf 'FAILED %s\n  expected an exit of [%s] and /%s/, got exit %s:\n%s\n' "$1" "$2" "$3" "$code" \
    "$(head -5 output | cut -c1-200)"
}
run() {
  timeout 60 "$polc" "$@" >output 2>&1 </dev/null
  code=$?
}
# The place of a finding: line and column of that file, then a code.
placed() { printf '%s:[0-9]+:[0-9]+: error\\[P[0-9]{4}\\]' "$1"; }
text() { # FILE: refused as a contract
  run check "$1"
  judge "check $1" 12 "$(placed "$1")"
}
harmless() { # FILE: nobody says that it is wrong, but it ends
  run check "$1"
  judge "check $1" 01 '^[0-9]+ errors?,'
}
directory() { # FILE: refused as a directory, by check and by eval
  run check "$pods" --directory "$1"
  judge "check --directory $1" 12 "$(placed "$1")"
  run eval "$pods" --directory "$1" --request "$pods/requests/1_lead_enters.json"
  judge "eval --directory $1" 2 "$(placed "$1")"
}
request() { # FILE ENGINE…: refused as a request
  run eval "$pods" --directory "$pods/directory.json" --request "$1"
  judge "eval --request $1" 2 "$(placed "$1")"
}
denied() { # FILE CODE: decided, and denied with that error, by both engines
  local engine
  for engine in interp jit; do
    run eval "$pods" --directory "$pods/directory.json" --request "$1" --engine "$engine"
    judge "eval --request $1 --engine $engine" 3 "error +$2"
  done
}

# ---- texts ---------------------------------------------------------------------------------------------------------------
header=$'contract a.b\n  between p "P", q "Q"\n  effective 2026-01-01\n  zone "Europe/Berlin"\n'
words=$'registered entity U\nentity E { x: Int  s: String  r: Set<Int>  d: Decimal  t: Time }\naction go on E\n'
before=$header$words$'permission c {\n  allow U to go on r: E where '
after=$'\n}\n'
condition() { printf '%s%s%s' "$before" "$2" "$after" >"$1.pol"; } # NAME TEXT
times() { printf "%.0s$2" $(seq "$1"); }                           # N TEXT

condition right 'r.x > 0'
run check right.pol
judge 'check right.pol' 0 '^0 errors'

condition parentheses "$(times 50000 '(')true$(times 50000 ')')"
condition open_parentheses "$(times 50000 '(')"
condition brackets "$(times 50000 '[')$(times 50000 ']')"
condition braces "$(times 50000 '{')$(times 50000 '}')"
condition negations "$(times 20000 'not ')true"
condition signs "$(times 20000 '- ')1 > 0"
condition sum "$(times 20000 '1 + ')1 > 0"
condition choices "$(times 5000 'if true then 1 else ')1 > 0"
condition quantifiers "$(times 5000 'some p in r.r satisfies ')true"
condition path "r$(times 20000 '.a') == 1"
condition keys "r$(times 20000 '["a"]') == 1"
condition many_digits "$(times 5000 1) > 0"
condition beyond_int '9223372036854775808 > 0'
condition many_places "1.$(times 500 1) > r.d"
condition long_duration 'r.t + 99999999999999999999d > r.t'
condition duration_overflows 'r.t + 999999999999999999d > r.t'
condition open_pattern "r.s matches \"$(times 5000 '(')\""
condition repeated_pattern 'r.s matches "(a{1000}){1000}"'
condition bidi_text $'r.s == "\u202eabc"'
condition bad_utf8 $'r.s == "\xc3\x28"'
condition surrogate $'r.s == "\xed\xa0\x80"'
condition overlong $'r.s == "\xc0\xaf"'
condition cut_utf8 $'r.s == "\xf0\x9f'
condition control $'r.s == "\x01"'
condition bad_escapes 'r.s == "\u{110000}\x\'
condition open_text '"abc'
condition open_comment 'true /* abc'
condition nul X && sed -i 's/X/"\x00" == r.s/' nul.pol
printf '%s' "${before/permission c/permission $'\u202e'c}true$after" >bidi_name.pol
printf '// \u202e\n%s' "$(cat right.pol)" >bidi_comment.pol
printf '%s' "${before/2026-01-01/9999-99-99}true$after" >no_date.pol
printf '%s' "${before/2026-01-01/2026-01-01 until 2025-01-01}true$after" >ends_before.pol
for zone in '' '../../etc/passwd' '/etc/localtime' 'Mars/Base'; do
  printf '%s' "${before/Europe\/Berlin/$zone}true$after" >"zone_${zone//[^a-zA-Z]/_}.pol"
done
printf '%sentity F { x: %sInt%s }' "$header" "$(times 50000 'Set<')" "$(times 50000 '>')" >types.pol
printf '%sdefine f(x: Int): Int = g(x)\ndefine g(x: Int): Int = f(x)\n' "$header" >defines_in_a_circle.pol
{
  printf '%sdefine d0(x: Int): Int = x + x\n' "$header$words"
  for i in $(seq 60); do printf 'define d%d(x: Int): Int = d%d(x) + d%d(x)\n' "$i" $((i - 1)) $((i - 1)); done
  printf 'permission c {\n  allow U to go on r: E where d60(r.x) > 0\n}\n'
} >defines_that_double.pol
printf '%s' "$before"'true'"$after" | tr '\n' '\r' >carriage_returns.pol
printf '%s' "${before}true$after" | sed 's/ /\r\n/g' >broken_lines.pol
printf '%s' "${before}true$after" | iconv -t utf-16 >utf16.pol
printf '\xef\xbb\xbf' >bom_alone.pol
: >empty.pol
head -c 5000 "$polc" >binary.pol
times 20000 'permission ' >words.pol
times 20000 '"' >quotes.pol
printf 'amendment 99999999999999999999 to a.b\n  signed 2026-01-01\n' >lone_amendment.pol
printf 'library x\nuse x\n' >lone_library.pol
for file in *.pol; do
  [[ $file == right.pol ]] || text "$file"
done

sed 's/$/\r/' right.pol >crlf.pol
printf '\xef\xbb\xbf%s' "$(cat right.pol)" >bom.pol
condition conjunction "$(times 10000 'r.x > 1 and ')true"
condition disjunction "$(times 10000 'r.x > 1 or ')true"
printf '%s' "${before/permission c/permission c$(times 50000 c)}true$after" >long_name.pol
for file in crlf bom conjunction disjunction long_name; do harmless "$file.pol"; done

mkdir nothing no_contract
cp -r "$pods/amendments" no_contract
for folder in nothing no_contract; do
  run check "$folder"
  judge "check $folder" 12 'error\[P8050\]'
done

# ---- the corpora of the fuzz targets: they end, and nobody gets what he may not have ------------------------------------
for file in "$root"/tests/fuzz/corpus/text/*; do
  run check "$file"
  judge "check $file" 012 'P[0-9]{4}|^0 errors'
done
for file in "$root"/tests/fuzz/corpus/request/*; do
  command=eval
  grep -q '"entity"' "$file" && command=standing
  run "$command" "$pods" --directory "$pods/directory.json" --request "$file"
  judge "$command $file" 0234 'allow|deny|expire|P[0-9]{4}'
done

# ---- truncated files: every prefix of the examples in steps of 97 bytes --------------------------------------------------
mkdir cut
# prefixes FILE: the lengths to which it is cut.
prefixes() { seq 97 97 $(($(stat -c %s "$1") - 2)); }
count=0
for folder in "$root"/examples/*; do
  for file in "$folder"/contract.pol "$folder"/amendments/*.pol; do
    for length in $(prefixes "$file"); do
      count=$((count + 1))
      mkdir -p "cut/$count/amendments"
      cp "$folder/contract.pol" "cut/$count"
      [[ $file == */contract.pol ]] || cp "$folder"/amendments/*.pol "cut/$count/amendments"
      head -c "$length" "$file" >"cut/$count/${file#"$folder"/}"
    done
  done
done
run check cut/*
judge "check of $count contracts with a truncated text" 1 '^[0-9]+ errors, '
# A cut between two declarations can leave a sound text; most do not.
refused=$(grep -aoE '^cut/[0-9]+/[^:]*:[0-9]+:[0-9]+: (error|warning)' output | cut -d/ -f2 | sort -u | wc -l)
code=$((refused * 10 >= count * 9))
judge "$refused of $count contracts with a truncated text are refused" 1 .

for file in "$root"/examples/*/directory.json; do
  for length in $(prefixes "$file"); do head -c "$length" "$file" >"cut/${length}_$(basename "$(dirname "$file")").json"; done
done
# judgeCut FILE: exit 1 and a place.
judgeCut() { timeout 60 "$polc" check "$pods" --directory "$1" 2>&1 </dev/null | grep -aqE "^$1:[0-9]+:[0-9]+: error.P80" && echo refused; }
export -f judgeCut
export polc pods
files=(cut/*.json)
refused=$(printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -I{} bash -c 'judgeCut {}' | wc -l)
code=$((refused == ${#files[@]}))
judge "$refused of ${#files[@]} truncated directories are refused" 1 .

for file in "$pods"/requests/*.json; do
  for ((length = 7; length < $(stat -c %s "$file") - 2; length += 7)); do
    head -c "$length" "$file" | tr '\n' ' '
    echo
  done
done >stream
lines=$(wc -l <stream)
timeout 60 "$polc" eval "$pods" --directory "$pods/directory.json" --request - --stream --format json <stream >output 2>errors
code=$?
judge "a stream of truncated requests" 2 '^\{"error":\{"code":"P80'
code=$(($(grep -acE '^\{"error":\{"code":"P80[0-9]{2}".*"line":[0-9]+' output) == lines))
judge "each of $lines truncated requests has its error" 1 .

# ---- directories ---------------------------------------------------------------------------------------------------------
one() { printf '[{"uid":{"type":"Pod","id":"a"},"attrs":{%s},"parents":[]}]' "$2" >"$1.json"; } # NAME ATTRS
group() { printf '{"uid":{"type":"Group","id":"%s"},"attrs":{},"parents":[{"type":"Group","id":"%s"}]}' "$1" "$2"; }
echo "[$(group a b),$(group b c),$(group c a)]" >cycle.json
echo "[$(group a a)]" >own_parent.json
echo "[$(group a b),$(group a c)]" >uid_twice.json
one key_twice '"seized":true,"seized":false'
echo '[{"uid":{"type":"Group","id":"a","id":"b"}}]' >key_of_uid_twice.json
echo '[{"uid":{"type":"Nope","id":"a"},"attrs":{},"parents":[]}]' >undeclared.json
echo '{}' >object.json
echo '1' >number.json
echo '["a"]' >texts.json
echo '[{"attrs":{},"parents":[]}]' >without_uid.json
echo '[{"uid":{"type":"Group","id":1},"attrs":{},"parents":[]}]' >id_is_a_number.json
echo '[{"uid":{"type":"Group","id":"a"},"attrs":3,"parents":[]}]' >attrs_are_a_number.json
echo '[{"uid":{"type":"Group","id":"a"},"attrs":{},"parents":3}]' >parents_are_a_number.json
echo '[]x' >more_after_the_end.json
times 50000 '[' >deep.json
one deep_value "\"lead\":$(times 50000 '[')$(times 50000 ']')"
echo '[,]' >comma.json
printf '[{"uid":{"type":"Group","id":"\xff"}}]' >bad_utf8.json
printf '[{"uid":{"type":"Group","id":"\\ud800"}}]' >surrogate.json
printf '\xef\xbb\xbf[]' >bom.json
printf '[\0]' >nul.json
: >empty.json
head -c 5000 "$polc" >binary.json
for file in *.json; do directory "$file"; done

# A wrong value is a warning with its place, and no decision that reads it allows.
one wrong_values '"lead":1,"opened_at":"soon","extensions":1e999,"credits":99999999999999999999,"seized":"no","colour":1'
run check "$pods" --directory wrong_values.json
for name in lead opened_at extensions credits seized colour; do
  judge "check --directory wrong_values.json: $name" 1 "^wrong_values.json:1:[0-9]+: warning.P80[0-9]+.*$name"
done
rm -- *.json

# ---- requests ------------------------------------------------------------------------------------------------------------
subject='"subject":{"type":"Researcher","id":"sigrid"}'
action='"action":{"name":"read"}'
resource='"resource":{"type":"Notebook","id":"shelf","properties":{}}'
context='"context":{"now":"2026-03-05T00:00:00Z"}'
of() { # NAME PART…
  local IFS=,
  printf '{%s}\n' "${*:2}" >"$1.json"
}
of right "$subject" "$action" "$resource" "$context"
run eval "$pods" --directory "$pods/directory.json" --request right.json
judge 'eval --request right.json' 0 '^allow'
rm right.json

of no_subject "$action" "$resource" "$context"
of no_action "$subject" "$resource" "$context"
of no_resource "$subject" "$action" "$context"
of subject_is_a_text '"subject":"sigrid"' "$action" "$resource" "$context"
of subject_is_empty '"subject":{}' "$action" "$resource" "$context"
of subject_of_numbers '"subject":{"type":1,"id":2}' "$action" "$resource" "$context"
of subject_twice "$subject" "$subject" "$action" "$resource" "$context"
of id_twice '"subject":{"type":"Researcher","id":"a","id":"sigrid"}' "$action" "$resource" "$context"
of action_is_a_text "$subject" '"action":"read"' "$resource" "$context"
of properties_are_a_number '"subject":{"type":"Researcher","id":"x","properties":3}' "$action" "$resource"
of context_is_a_number "$subject" "$action" "$resource" '"context":3'
of now_is_a_number "$subject" "$action" "$resource" '"context":{"now":3}'
of now_is_a_word "$subject" "$action" "$resource" '"context":{"now":"yesterday"}'
of now_is_too_late "$subject" "$action" "$resource" '"context":{"now":"9999999-01-01T00:00:00Z"}'
of deep_context "$subject" "$action" "$resource" "\"context\":{\"x\":$(times 50000 '[')$(times 50000 ']')}"
times 50000 '{"subject":' >deep.json
echo '[]' >list.json
echo 'null' >null.json
echo '"x' >open_text.json
: >empty.json
head -c 5000 "$polc" >binary.json
for file in *.json; do request "$file"; done
rm -- *.json

of unknown_action "$subject" '"action":{"name":"fly"}' "$resource" "$context"
denied unknown_action.json P70
of unknown_subject '"subject":{"type":"Researcher","id":"nobody"}' "$action" "$resource" "$context"
denied unknown_subject.json P7001
of unknown_resource "$subject" "$action" '"resource":{"type":"Notebook","id":"nowhere"}' "$context"
denied unknown_resource.json P7001
of type_of_subject '"subject":{"type":"Nobody","id":"x"}' "$action" "$resource" "$context"
denied type_of_subject.json P7011
of type_of_resource "$subject" "$action" '"resource":{"type":"Nothing","id":"x"}' "$context"
denied type_of_resource.json P7011
of wrong_value "$subject" "$action" '"resource":{"type":"Notebook","id":"shelf","properties":{"pages":"many"}}' "$context"
denied wrong_value.json P7004
of wrong_context "$subject" "$action" "$resource" '"context":{"now":"2026-03-05T00:00:00Z","alarm":"yes"}'
denied wrong_context.json P70

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
