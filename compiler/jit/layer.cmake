polc_llvm(${target} core bitreader orcjit native passes support)
