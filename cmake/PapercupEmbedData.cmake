# papercup_embed_data(<folder> <file>...)
#
# Puts files of data/ into a module as text. <folder> is the module or one of its folders ("render/page"). Each file needs a
# function of its name in the private header src/<folder>/embedded_data.hpp: data/categories.tsv becomes
# papercup::data::categories_tsv().

function(papercup_embed_data folder)
  string(REGEX REPLACE "/.*" "" module "${folder}")
  foreach(name IN LISTS ARGN)
    set(file "${PROJECT_SOURCE_DIR}/data/${name}")
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "data/${name} is missing; it becomes part of the program")
    endif()
    string(MAKE_C_IDENTIFIER "${name}" function)
    set(generated "${PROJECT_BINARY_DIR}/generated/${module}/${function}.cpp")
    set(script "${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake")
    add_custom_command(
      OUTPUT "${generated}"
      COMMAND "${CMAKE_COMMAND}" "-DFILE=${file}" "-DFUNCTION=${function}" "-DFOLDER=${folder}" "-DOUTPUT=${generated}"
              -P "${script}"
      DEPENDS "${file}" "${script}"
      COMMENT "Embedding data/${name}"
      VERBATIM)
    target_sources(papercup_${module} PRIVATE "${generated}")
  endforeach()
endfunction()
