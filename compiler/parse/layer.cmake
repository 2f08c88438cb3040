# ANTLR makes the lexer and the parser from grammar/*.g4 at build time; nothing outside this folder sees ANTLR.
find_program(POLC_ANTLR4 antlr4 REQUIRED)
find_path(POLC_ANTLR4_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(POLC_ANTLR4_LIBRARY antlr4-runtime REQUIRED)

set(antlr_out ${CMAKE_BINARY_DIR}/generated/antlr)
set(antlr_grammars ${CMAKE_SOURCE_DIR}/grammar/PolcLexer.g4 ${CMAKE_SOURCE_DIR}/grammar/PolcParser.g4)
set(antlr_sources ${antlr_out}/PolcLexer.cpp ${antlr_out}/PolcParser.cpp)
add_custom_command(
  OUTPUT ${antlr_sources} ${antlr_out}/PolcLexer.h ${antlr_out}/PolcParser.h
  COMMAND ${CMAKE_COMMAND} -E make_directory ${antlr_out}
  COMMAND ${POLC_ANTLR4} -Dlanguage=Cpp -no-listener -no-visitor -Xexact-output-dir -o ${antlr_out}
          ${antlr_grammars}
  DEPENDS ${antlr_grammars}
  COMMENT "antlr4 grammar" VERBATIM)
set_source_files_properties(${antlr_sources} PROPERTIES COMPILE_OPTIONS "-fno-char8_t;-w")
target_sources(${target} PRIVATE ${antlr_sources})
target_compile_options(${target} PRIVATE -fno-char8_t)
target_include_directories(${target} SYSTEM PRIVATE ${POLC_ANTLR4_INCLUDE} ${antlr_out})
target_link_libraries(${target} PRIVATE ${POLC_ANTLR4_LIBRARY})
