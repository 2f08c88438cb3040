# What the runtime links, for WebAssembly: Debian has no such packages, so its sources of them are compiled (tools/wasm brings
# them). They keep the names that they have in PolcSettings.
set(POLC_SOURCES ${CMAKE_BINARY_DIR}/sources CACHE PATH "sources of {fmt}, simdjson, libsodium and zstd")

# Nothing unwinds: `try` is its body, and `throw` a call that traps (runtime/wasm).
set(POLC_TRAPS -fexceptions -fignore-exceptions)

# polc_foreign(TARGET INCLUDE FILES...): a library of others' sources, whose warnings are not ours.
function(polc_foreign target include)
  add_library(${target} STATIC ${ARGN})
  target_include_directories(${target} SYSTEM PUBLIC ${include})
  target_compile_options(${target} PRIVATE -w -ffunction-sections -fdata-sections "$<$<COMPILE_LANGUAGE:CXX>:${POLC_TRAPS}>")
endfunction()

set(simdjson ${POLC_SOURCES}/simdjson)
polc_foreign(simdjson ${simdjson}/include ${simdjson}/src/simdjson.cpp)
target_include_directories(simdjson PRIVATE ${simdjson}/src)
add_library(simdjson::simdjson ALIAS simdjson)

# libsodium's portable code; the linker takes what is called.
set(sodium ${POLC_SOURCES}/libsodium/src/libsodium)
file(GLOB_RECURSE files ${sodium}/*.c)
polc_foreign(sodium ${sodium}/include ${files})
file(READ ${POLC_SOURCES}/libsodium/configure.ac text)
string(REGEX MATCH "AC_INIT\\(\\[libsodium\\],\\[([0-9.]+)\\]" found "${text}")
set(VERSION ${CMAKE_MATCH_1})
foreach(part MAJOR MINOR)
  string(REGEX MATCH "\nSODIUM_LIBRARY_VERSION_${part}=([0-9]+)" found "${text}")
  set(SODIUM_LIBRARY_VERSION_${part} ${CMAKE_MATCH_1})
endforeach()
configure_file(${sodium}/include/sodium/version.h.in ${sodium}/include/sodium/version.h @ONLY)
target_include_directories(sodium PRIVATE ${sodium}/include/sodium)
target_compile_definitions(sodium PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 _WASI_EMULATED_SIGNAL)
target_link_libraries(sodium INTERFACE wasi-emulated-signal)
add_library(PkgConfig::SODIUM ALIAS sodium)

# Of zstd what unpacks.
set(zstd ${POLC_SOURCES}/libzstd/lib)
file(GLOB files ${zstd}/common/*.c ${zstd}/decompress/*.c)
polc_foreign(zstd ${zstd} ${files})
add_library(PkgConfig::ZSTD ALIAS zstd)

# {fmt} without locales: nothing is formatted by one.
set(fmt ${POLC_SOURCES}/fmtlib)
polc_foreign(fmt ${fmt}/include ${fmt}/src/format.cc)
target_compile_definitions(fmt PUBLIC "FMT_STATIC_THOUSANDS_SEPARATOR=','")
add_library(fmt::fmt ALIAS fmt)
