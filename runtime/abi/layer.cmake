target_compile_definitions(${target} PRIVATE POLC_VERSION="${PROJECT_VERSION}")
# Made now and then, and no part of a decision: small before fast.
foreach(source bundle directory error findings open)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/runtime/abi/${source}.cpp PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-Os>)
endforeach()
