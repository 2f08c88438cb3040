#!/usr/bin/env bash
# Installs into a temporary prefix, builds examples/embed_* against it, runs them. usage: embed_test.sh BUILD
set -uo pipefail
build=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
polc=$prefix/bin/polc
acme=examples/acme_sandboxes
passed=0
failed=0

check() {
  local what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$what"
    head -40 "$work/log"
  fi
}
same() { diff -u "$1" "$2"; }
lacks() { ! grep -iE "$1" "$2"; }

check "install" cmake --install "$build" --prefix "$prefix"
libraries=$(dirname "$(find "$prefix" -name libpolc-rt.so | head -1)")
export LD_LIBRARY_PATH=$libraries PKG_CONFIG_PATH=$libraries/pkgconfig

# ---- examples, by CMake and by pkg-config ------------------------------------------------------------------------------
for example in embed_c embed_cpp; do
  check "configure $example" cmake -S "examples/$example" -B "$work/$example" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_BUILD_TYPE=Release
  check "build $example" cmake --build "$work/$example"
done
# shellcheck disable=SC2046  # flags are words
check "pkg-config polc-rt" cc -std=c99 examples/embed_c/main.c -o "$work/door" $(pkg-config --cflags --libs polc-rt)
# shellcheck disable=SC2046
check "pkg-config polc" c++ -std=c++17 examples/embed_cpp/main.cpp -o "$work/gate" $(pkg-config --cflags --libs polc) -pthread

# ---- embed_c: what the tool decides by the contract, the program decides by its bundle ---------------------------------
request=$acme/requests/5_responder_in_an_incident.json
check "polc keygen" "$polc" keygen "$work/key"
check "polc keygen" "$polc" keygen "$work/other"
check "polc build" "$polc" build "$acme" --sign-key "$work/key" -o "$work/acme.polb"
{
  cat examples/embed_c/expected.txt
  "$polc" eval "$acme" --directory "$acme/directory.json" --request "$request" --now 2026-06-02T10:00:00Z --format json
} >"$work/expected_c"
for program in "$work/embed_c/embed_c" "$work/door"; do
  "$program" "$work/acme.polb" "$work/key.pub" "$acme/directory.json" "$request" >"$work/got_c" 2>&1
  check "$program" same "$work/expected_c" "$work/got_c"
done
refuses() {
  local code=$1
  shift
  ! "$work/door" "$@" "$acme/directory.json" "$request" >"$work/said" 2>&1 && grep "^$code: " "$work/said"
}
check "a bundle that is none is refused" refuses P8071 "$request" "$work/key.pub"
check "a bundle that another signed is refused" refuses P8078 "$work/acme.polb" "$work/other.pub"
head -c 2000 "$work/acme.polb" >"$work/cut.polb"
check "a bundle that was cut is refused" refuses P8074 "$work/cut.polb" "$work/key.pub"

# ---- embed_cpp: compiles, then swaps in machine code and another directory ---------------------------------------------
tool() {
  "$polc" eval "$acme" --directory "$work/$1" --now 2026-02-03T10:00:00Z --request - --format json \
    <<<'{"subject":{"type":"Identity","id":"vendor_mfa"},"action":{"name":"connect"},"resource":{"type":"Environment","id":"staging_1"}}'
}
cp "$acme/directory.json" "$work/now.json"
sed '/"id": "vendor_mfa"/s/"mfa": true/"mfa": false/' "$work/now.json" >"$work/news.json"
{
  echo "interpreted: allow"; tool now.json
  echo "compiled: allow"; tool now.json
  echo "with news: deny"; tool news.json
  echo "no decision was torn"
} >"$work/expected_cpp"
for program in "$work/embed_cpp/embed_cpp" "$work/gate"; do
  "$program" "$acme" "$acme/directory.json" examples/embed_cpp/news.jsonl >"$work/got_cpp" 2>&1
  check "$program" same "$work/expected_cpp" "$work/got_cpp"
done

# ---- the libraries: what they need, what they show, how large the small one is -----------------------------------------
ldd "$work/door" >"$work/needed"
check "the runtime needs neither LLVM nor ANTLR" lacks 'llvm|antlr|not found' "$work/needed"
for library in polc-rt polc; do
  nm -D --defined-only "$libraries/lib$library.so" | awk '{print $3}' >"$work/symbols"
  check "lib$library.so has symbols" test -s "$work/symbols"
  check "lib$library.so shows polc_* only" bash -c "! grep -v '^polc_' '$work/symbols'"
done
tr '\n' ' ' <"$prefix/include/polc/polc.h" | grep -oE 'POLC_API [^;(]*\(' | grep -oE 'polc_[a-z_]+\(' | tr -d '(' | sort >"$work/declared"
sort "$work/symbols" >"$work/shown"
check "libpolc.so shows every function of polc.h" same "$work/declared" "$work/shown"
strip -o "$work/stripped.so" "$libraries/libpolc-rt.so"
size=$(stat -c %s "$work/stripped.so")
printf 'libpolc-rt.so, stripped: %d bytes; libpolc-rt.a: %d bytes\n' "$size" "$(stat -c %s "$libraries/libpolc-rt.a")"
check "libpolc-rt.so is at most 1 MB" test "$size" -le 1000000

# ---- the archive --------------------------------------------------------------------------------------------------------
mkdir "$work/static"
cat >"$work/static/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.16)
project(static LANGUAGES C CXX)
find_package(polc 0.1 REQUIRED)
add_executable(static $PWD/examples/embed_c/main.c)
target_link_libraries(static PRIVATE polc::rt_static)
set_target_properties(static PROPERTIES LINKER_LANGUAGE CXX)
END
check "configure with the archive" cmake -S "$work/static" -B "$work/static/build" -DCMAKE_PREFIX_PATH="$prefix"
check "build with the archive" cmake --build "$work/static/build"
LD_LIBRARY_PATH='' "$work/static/build/static" "$work/acme.polb" "$work/key.pub" "$acme/directory.json" "$request" >"$work/got_c" 2>&1
check "the archive decides alike" same "$work/expected_c" "$work/got_c"

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
