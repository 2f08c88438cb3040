# Directories from SQLite. Without POLC_SQLITE each of them is refused, and nothing needs the library.
set(with ${CMAKE_SOURCE_DIR}/runtime/sqlite/connection.cpp ${CMAKE_SOURCE_DIR}/runtime/sqlite/read.cpp
    ${CMAKE_SOURCE_DIR}/runtime/sqlite/tables.cpp)
set(without ${CMAKE_SOURCE_DIR}/runtime/sqlite/absent.cpp)
if(POLC_SQLITE)
  target_link_libraries(${target} PRIVATE PkgConfig::SQLITE)
  set_source_files_properties(${without} PROPERTIES HEADER_FILE_ONLY TRUE)
else()
  set_source_files_properties(${with} PROPERTIES HEADER_FILE_ONLY TRUE)
endif()
# Read once, and then decided by: small before fast.
target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Os> -ffunction-sections -fdata-sections)
