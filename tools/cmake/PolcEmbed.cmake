# polc_embed(TARGET SYMBOL DIRECTORY PATTERN): compiles the texts of files into a target.
#
# Makes <generated>/embed/SYMBOL.h with `polc::embedded::SYMBOL()`: {stem, text} of each file, by name.
set(POLC_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)
function(polc_embed target symbol directory pattern)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/${pattern})
  set(stem ${CMAKE_BINARY_DIR}/generated/embed/${symbol})
  add_custom_command(
    OUTPUT ${stem}.cpp ${stem}.h
    COMMAND ${CMAKE_COMMAND} -DSYMBOL=${symbol} -DDIRECTORY=${directory} -DPATTERN=${pattern}
            -DSTEM=${stem} -P ${POLC_EMBED_SCRIPT}
    DEPENDS ${files} ${POLC_EMBED_SCRIPT}
    COMMENT "embedding ${symbol}" VERBATIM)
  target_sources(${target} PRIVATE ${stem}.cpp ${stem}.h)
endfunction()
