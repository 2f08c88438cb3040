# Services include <polc/polc.h>; so do tests and tools.
target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR}/runtime/include)
