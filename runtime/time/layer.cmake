# Time zones come from Abseil where contracts are compiled; no other folder uses it. A bundle holds the zones that it needs.
if(POLC_WASM)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/${folder}/build_zone.cpp PROPERTIES HEADER_FILE_ONLY ON)
else()
  target_link_libraries(${target} PRIVATE absl::time)
endif()
