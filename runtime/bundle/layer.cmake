target_link_libraries(${target} ${kind} PkgConfig::SODIUM PkgConfig::ZSTD ${CMAKE_DL_LIBS})
# A part of libpolc-rt that is needed when a bundle is opened, not when it decides: small before fast.
target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O2> -ffunction-sections -fdata-sections)
# Native code runs where the system has a loader for it.
set(other native_none.cpp)
if(POLC_WASM)
  set(other native_elf.cpp)
endif()
set_source_files_properties(${CMAKE_SOURCE_DIR}/${folder}/${other} PROPERTIES HEADER_FILE_ONLY ON)
# Once a bundle: small before fast.
polc_small(keys native_elf open)
