target_link_libraries(${target} ${kind} PkgConfig::SODIUM PkgConfig::ZSTD ${CMAKE_DL_LIBS})
