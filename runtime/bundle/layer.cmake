target_link_libraries(${target} ${kind} PkgConfig::SODIUM PkgConfig::ZSTD ${CMAKE_DL_LIBS})
# A part of libpolc-rt that is needed when a bundle is opened, not when it decides: small before fast.
target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O2> -ffunction-sections -fdata-sections)
