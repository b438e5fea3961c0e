# papercup_load_later()
#
# Libraries that system/shared_library.hpp loads when they are first used. Modules compile with their headers and name them
# among their LIBRARIES; as nothing refers to their functions by name, the linker leaves them out of the program. Packagers
# find them in papercup_loaded_later, an empty program that needs just these: for dpkg-shlibdeps and the like.

# Of what has no function that is called by name, nothing is loaded.
add_link_options(LINKER:--as-needed)

# Finds by what name the system's loader knows a library.
function(papercup_soname result library)
  execute_process(COMMAND "${CMAKE_OBJDUMP}" -p "${library}" OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${library} is no shared library")
  endif()
  set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

function(papercup_load_later)
  list(GET gmime_LINK_LIBRARIES 0 gmime_library)
  list(GET CURL_LIBRARIES 0 curl_library)
  list(GET LibArchive_LIBRARIES 0 archive_library)
  foreach(name curl archive gmime)
    papercup_soname(soname "${${name}_library}")
    string(TOUPPER "${name}" macro)
    target_compile_definitions(papercup_system PRIVATE "PAPERCUP_${macro}_SONAME=\"${soname}\"")
  endforeach()
  file(WRITE "${PROJECT_BINARY_DIR}/generated/loaded_later.cpp" "int main() {}\n")
  add_executable(papercup_loaded_later "${PROJECT_BINARY_DIR}/generated/loaded_later.cpp")
  target_link_options(papercup_loaded_later PRIVATE LINKER:--no-as-needed)
  target_link_libraries(papercup_loaded_later PRIVATE "${curl_library}" "${archive_library}" "${gmime_library}")
endfunction()
