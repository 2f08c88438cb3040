# RE2 says whether a pattern of `matches` is well formed; rows of functions.def are known by their position.
target_link_libraries(${target} PRIVATE PkgConfig::RE2)
