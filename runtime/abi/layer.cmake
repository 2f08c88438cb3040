target_compile_definitions(${target} PRIVATE POLC_VERSION="${PROJECT_VERSION}")
