polc_llvm(${target} core bitwriter support)
