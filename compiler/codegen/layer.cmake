# LLVM is used inside of compiler/codegen, compiler/jit and compiler/aot only; no header of theirs shows it.
find_package(LLVM 19.1 REQUIRED CONFIG)
target_include_directories(${target} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS})
llvm_map_components_to_libnames(codegen_llvm core bitwriter support)
target_link_libraries(${target} PRIVATE ${codegen_llvm})
target_compile_options(${target} PRIVATE ${POLC_LLVM_OPTIONS})
