# Layout and lint of sources. To be sourced after common.sh; works in the project's folder.

allSources() {
  git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h' | while read -r file; do [[ -e $file ]] && echo "$file"; done
}

checkLayout() {
  local sources=()
  mapfile -t sources < <(allSources)
  clang-format-19 --dry-run -Werror "${sources[@]}"
}

# Sources that differ from where this branch left main; on main itself, from the commit before.
changedSources() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
  if [[ -z $base || $base == $(git rev-parse HEAD 2>/dev/null) ]]; then
    base=$(git rev-parse --verify --quiet HEAD~1 || true)
  fi
  if [[ -z $base ]]; then
    allSources
  else
    { git diff --name-only --diff-filter=d "$base" -- '*.cpp' '*.h'; git ls-files --others --exclude-standard -- '*.cpp' '*.h'; } | sort -u
  fi
}

# lintSome FILE...: what clang-tidy says, where it finds something or cannot read a file.
lintSome() {
  local said
  said=$(clang-tidy-19 -p build --quiet --warnings-as-errors='*' "$@" 2>&1) && return
  grep -vE '^[0-9]+ warnings? ' <<<"$said"
  return 1
}
export -f lintSome

# checkLint WHOLE: the sources that changed, or all where WHOLE is true. Headers are seen through the sources that include them.
checkLint() {
  local sources=()
  if [[ $1 == true ]]; then
    mapfile -t sources < <(allSources | grep '\.cpp$')
  else
    mapfile -t sources < <(changedSources | grep '\.cpp$')
  fi
  ((${#sources[@]} > 0)) || return 0
  # Fuzzers and examples are built elsewhere: build/ does not know their flags.
  printf '%s\n' "${sources[@]}" | grep -vE '^(tests/fuzz|examples)/' | xargs -r -n 4 -P "$jobs" bash -c 'lintSome "$@"' lint
}
