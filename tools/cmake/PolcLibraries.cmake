# The libraries that services link, and what is installed: libpolc-rt (decides; neither compiler nor LLVM nor ANTLR),
# libpolc (the same with the compiler), their header, a CMake package and pkg-config files.
#
# A library shows the functions of polc.h and nothing else (polc.map).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(POLC_SYMBOLS ${CMAKE_CURRENT_LIST_DIR}/polc.map)
set(POLC_TEMPLATES ${CMAKE_CURRENT_LIST_DIR}/install)

# polc_shared(TARGET FILE_NAME EXPORTED_AS LAYERS...): a shared library of the interface's layers; of what they use, it
# takes what is needed.
function(polc_shared target file exported)
  list(TRANSFORM ARGN REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
  add_library(${target} SHARED ${objects})
  target_link_libraries(${target} PRIVATE ${ARGN})
  target_include_directories(${target} INTERFACE
    $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/runtime/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_options(${target} PRIVATE LINKER:--version-script=${POLC_SYMBOLS} LINKER:--as-needed LINKER:--gc-sections)
  if(NOT POLC_SANITIZE AND NOT POLC_FUZZ)
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${file} EXPORT_NAME ${exported} VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib LINK_DEPENDS ${POLC_SYMBOLS} LINKER_LANGUAGE CXX)
endfunction()

polc_shared(polc_rt polc-rt rt polc_runtime_abi)
polc_shared(polc_compiler polc compiler polc_runtime_abi polc_compiler_abi)

# The static library holds every layer of the runtime; who links it links what they use, too.
get_property(layers GLOBAL PROPERTY POLC_LAYERS)
list(FILTER layers INCLUDE REGEX "^polc_runtime_")
list(TRANSFORM layers REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
add_library(polc_rt_static STATIC ${objects})
target_include_directories(polc_rt_static INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/runtime/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(polc_rt_static INTERFACE fmt::fmt simdjson::simdjson sodium zstd ${POLC_SQLITE_LIBRARY} ${CMAKE_DL_LIBS})
set_target_properties(polc_rt_static PROPERTIES
  OUTPUT_NAME polc-rt EXPORT_NAME rt_static LINKER_LANGUAGE CXX ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

# ---- what is installed -----------------------------------------------------------------------------------------------
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/polc)
foreach(target rt compiler)
  install(TARGETS polc_${target} EXPORT polc LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
          COMPONENT ${target} NAMELINK_COMPONENT dev)
endforeach()
install(TARGETS polc_rt_static EXPORT polc ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
set(headers ${CMAKE_SOURCE_DIR}/runtime/include/polc)
install(FILES ${headers}/polc.h ${headers}/polc.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/polc COMPONENT dev)
install(EXPORT polc NAMESPACE polc:: FILE polcTargets.cmake DESTINATION ${package} COMPONENT dev)
configure_package_config_file(${POLC_TEMPLATES}/polcConfig.cmake.in ${CMAKE_BINARY_DIR}/install/polcConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/install/polcConfigVersion.cmake COMPATIBILITY SameMinorVersion)
foreach(name polc-rt polc)
  configure_file(${POLC_TEMPLATES}/${name}.pc.in ${CMAKE_BINARY_DIR}/install/${name}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/install/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/install/polcConfig.cmake ${CMAKE_BINARY_DIR}/install/polcConfigVersion.cmake
        DESTINATION ${package} COMPONENT dev)
