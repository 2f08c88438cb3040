# polc-rt.wasm: libpolc-rt as one module, which exports the functions of polc.h, malloc and free, and imports WASI.
file(READ ${CMAKE_SOURCE_DIR}/runtime/include/polc/polc.h header)
string(REGEX MATCHALL "POLC_API [^;]*[ *]polc_[a-z_]+\\(" exported "${header}")
list(TRANSFORM exported REPLACE ".*[ *](polc_[a-z_]+)\\($" "\\1")
list(REMOVE_ITEM exported polc_compile polc_optimise)  # only in libpolc
list(APPEND exported malloc free)
list(TRANSFORM exported PREPEND LINKER:--export=)

add_executable(polc_wasm $<TARGET_OBJECTS:polc_runtime_wasm>)
target_link_libraries(polc_wasm PRIVATE polc_runtime_abi)
# The stack lies below everything else, so that what outgrows it traps and overwrites nothing.
target_link_options(polc_wasm PRIVATE -mexec-model=reactor ${exported} LINKER:--gc-sections LINKER:--strip-all
                    LINKER:--stack-first LINKER:-z,stack-size=1048576)
set_target_properties(polc_wasm PROPERTIES OUTPUT_NAME polc-rt SUFFIX .wasm LINKER_LANGUAGE CXX)
