# Toolchain file: WebAssembly by Debian's clang-19, libc++ and wasi-libc, of which neither has threads or unwinding.
#
# Of the machine's own headers none is seen (-nostdlibinc): what this system lacks is missed, not taken from another.
set(POLC_WASM ON)
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_AR /usr/lib/llvm-19/bin/llvm-ar)
set(CMAKE_RANLIB /usr/lib/llvm-19/bin/llvm-ranlib)

set(wasi /usr/include/wasm32-wasi)
# What Node 18 and every browser since 2021 have.
set(features "-mbulk-memory -msign-ext -mnontrapping-fptoint")
foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_TARGET wasm32-wasi)
  set(CMAKE_${language}_FLAGS_INIT "${features} -nostdlibinc -idirafter ${wasi}")
endforeach()
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
string(APPEND CMAKE_CXX_FLAGS_INIT " -isystem ${wasi}/c++/v1")
