# The standard library is part of the binary: std.NAME is stdlib/std/NAME.pol.
include(PolcEmbed)
polc_embed(${target} standard_library ${CMAKE_SOURCE_DIR}/stdlib/std *.pol)
