# Time zones come from Abseil; no other folder uses it.
target_link_libraries(${target} PRIVATE absl::time)
