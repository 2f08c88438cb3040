# LLD as a library. Debian's package has no configuration that CMake would find by itself.
find_library(POLC_LLD_ELF lldELF PATHS ${LLVM_LIBRARY_DIRS} NO_DEFAULT_PATH REQUIRED)
find_library(POLC_LLD_COMMON lldCommon PATHS ${LLVM_LIBRARY_DIRS} NO_DEFAULT_PATH REQUIRED)
set(others "")
foreach(name IN LISTS LLVM_TARGETS_TO_BUILD)
  if(NOT name STREQUAL LLVM_NATIVE_ARCH)
    string(APPEND others "OTHER_TARGET(${name})\n")
  endif()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/aot/other_targets.def CONTENT "${others}" @ONLY)
find_package(ZLIB REQUIRED)  # what LLD compresses with, and where LLVM is shared nobody else names
target_link_libraries(${target} PRIVATE ${POLC_LLD_ELF} ${POLC_LLD_COMMON} ZLIB::ZLIB PkgConfig::ZSTD)
polc_llvm(${target} core bitreader native support mc lto option debuginfodwarf)
