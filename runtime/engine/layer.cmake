# Counted once for each directory: small before fast.
set_source_files_properties(${CMAKE_SOURCE_DIR}/runtime/engine/limit_counts.cpp PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-Os>)
