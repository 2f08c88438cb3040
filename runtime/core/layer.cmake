target_link_libraries(${target} ${kind} PkgConfig::SODIUM)
