find_package(LLVM 19.1 REQUIRED CONFIG)
target_include_directories(${target} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS})
llvm_map_components_to_libnames(jit_llvm core bitreader orcjit native passes support)
target_link_libraries(${target} PRIVATE ${jit_llvm})
target_compile_options(${target} PRIVATE $<$<BOOL:${POLC_SANITIZE}>:-fno-sanitize=vptr>)  # some of LLVM's classes have no run-time types
