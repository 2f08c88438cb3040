#!/usr/bin/env bash
# A program linked with libpolc-rt alone decides as the tool does; the library is small and needs neither LLVM nor ANTLR.
# usage: test.sh POLC DECIDE LIBRARY
set -euo pipefail
polc=$1 decide=$2 library=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")/../.."
acme=examples/acme_sandboxes
request=$acme/requests/5_responder_in_an_incident.json

"$polc" keygen "$work/key" >/dev/null
"$polc" build "$acme" --sign-key "$work/key" -o "$work/acme.polb" >/dev/null
"$decide" "$work/acme.polb" "$work/key.pub" "$acme/directory.json" "$request" >"$work/got"
{ echo native; "$polc" eval "$acme" --directory "$acme/directory.json" --request "$request" --format json; } >"$work/wanted"
diff "$work/wanted" "$work/got"

needs=$(ldd "$decide")
grep -q libpolc-rt <<<"$needs"
if grep -iE 'llvm|antlr|lld' <<<"$needs"; then
  echo "the program needs the compiler's libraries"
  exit 1
fi
strip -o "$work/stripped" "$library"
size=$(stat -c %s "$work/stripped")
echo "stripped: $size bytes"
((size <= 1024 * 1024))
