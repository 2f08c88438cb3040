# Compiler settings, dependencies and sanitizers that every target shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Every layer may become part of a shared library, which shows nothing but its C functions.
if(NOT POLC_WASM)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
include(CTest)

find_program(POLC_CCACHE ccache)
if(POLC_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${POLC_CCACHE})
endif()
find_program(POLC_MOLD mold)
if(POLC_MOLD AND NOT POLC_WASM)
  add_link_options(-fuse-ld=mold)
endif()

set(POLC_SANITIZE "" CACHE STRING "sanitizers to build with, as in -fsanitize=")
if(POLC_SANITIZE)
  add_compile_options(-fsanitize=${POLC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${POLC_SANITIZE})
  set(POLC_LLVM_OPTIONS -fno-sanitize=vptr)  # some of LLVM's classes have no run-time types
endif()
option(POLC_FUZZ "build the fuzz targets (clang)" OFF)
if(POLC_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # every layer tells libFuzzer which branches an input took
endif()

add_library(polc_settings INTERFACE)
target_include_directories(polc_settings INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(polc_settings INTERFACE -Wall -Wextra -Wpedantic -Werror -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # false alarms of GCC 12 on std::string
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)  # std::stable_sort of libstdc++ 12 calls what C++20 deprecates

if(POLC_WASM)
  include(PolcWasmLibraries)
  target_include_directories(polc_settings SYSTEM BEFORE INTERFACE ${CMAKE_SOURCE_DIR}/runtime/wasm/std)
  # Nothing unwinds: `try` is its body, and `throw` a call that traps (runtime/wasm).
  target_compile_options(polc_settings INTERFACE -fexceptions -fignore-exceptions -ffunction-sections -fdata-sections)
  target_link_libraries(polc_settings INTERFACE fmt::fmt)
  return()
endif()
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(absl REQUIRED)
find_package(simdjson REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
target_link_libraries(polc_settings INTERFACE fmt::fmt)
