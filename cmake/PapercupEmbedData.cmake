# papercup_embed_data(<module> <file>...)
#
# Puts files of data/ into a module as text: data/categories.tsv becomes the function
# papercup::data::categories_tsv(), which gives a std::string_view and is declared where it is used.

function(papercup_embed_data module)
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
      COMMAND "${CMAKE_COMMAND}" "-DFILE=${file}" "-DFUNCTION=${function}" "-DOUTPUT=${generated}"
              -P "${script}"
      DEPENDS "${file}" "${script}"
      COMMENT "Embedding data/${name}"
      VERBATIM)
    target_sources(papercup_${module} PRIVATE "${generated}")
  endforeach()
endfunction()
