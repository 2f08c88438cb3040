target_compile_definitions(${target} PRIVATE POLC_VERSION="${PROJECT_VERSION}")
# Made now and then, and no part of a decision: small before fast.
polc_small(bundle decision directory error evaluate findings open service values)
