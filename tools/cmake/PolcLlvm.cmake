# polc_llvm(TARGET COMPONENTS...): a layer inside of which LLVM is used; no header of the layer shows it.
#
# LLVM is linked statically, so that what is installed works beside any other LLVM of the process. It is some
# 60 MB of each program: builds that are only tested take its shared library instead.
option(POLC_LLVM_SHARED "link LLVM's shared library" OFF)
find_package(LLVM 19.1 REQUIRED CONFIG)

function(polc_llvm target)
  target_include_directories(${target} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS})
  target_compile_options(${target} PRIVATE ${POLC_LLVM_OPTIONS})
  if(POLC_LLVM_SHARED)
    target_link_libraries(${target} PRIVATE LLVM)
  else()
    llvm_map_components_to_libnames(polc_llvm_libraries ${ARGN})
    target_link_libraries(${target} PRIVATE ${polc_llvm_libraries})
  endif()
endfunction()
