# polc_version_header(TARGET): <generated>/version.h with the version, the commit and LLVM's version.
#
# The commit is read again whenever HEAD moves; outside of a repository it is "unknown".
function(polc_version_header target)
  find_package(Git QUIET)
  set(commit unknown)
  if(GIT_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${CMAKE_SOURCE_DIR} rev-parse --short=12 HEAD
                    OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${CMAKE_SOURCE_DIR} rev-parse --absolute-git-dir
                    OUTPUT_VARIABLE git_dir OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT failed)
      set(commit ${head})
    endif()
    if(EXISTS "${git_dir}/logs/HEAD")
      set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${git_dir}/logs/HEAD)
    endif()
  endif()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/version.h CONTENT
"#pragma once
#define POLC_VERSION \"${PROJECT_VERSION}\"
#define POLC_COMMIT \"${commit}\"
#define POLC_LLVM_VERSION \"${LLVM_PACKAGE_VERSION}\"
" @ONLY)
endfunction()
