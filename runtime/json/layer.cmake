# JSON is read with simdjson; no other folder uses it.
target_link_libraries(${target} PRIVATE simdjson::simdjson)
