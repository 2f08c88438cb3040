# Directories are made now and then and read all the time: what makes them is small before fast.
foreach(source closing draft lines load memberships packer rows)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/runtime/directory/${source}.cpp PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-Os>)
endforeach()
