include(PolcEmbed)
polc_embed(${target} explanations ${CMAKE_CURRENT_SOURCE_DIR}/compiler/diag/explain *.md)
target_link_libraries(${target} PRIVATE nlohmann_json::nlohmann_json)
