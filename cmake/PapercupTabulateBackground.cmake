# papercup_tabulate_background()
#
# Puts data/background-df.tsv into the module rank as arrays that need no reading: a program that is built beside it writes
# them as a source file.

function(papercup_tabulate_background)
  add_executable(papercup_tabulate_background "${PROJECT_SOURCE_DIR}/scripts/tabulate_background.cpp"
                                              "${PROJECT_SOURCE_DIR}/src/rank/features/common_terms.cpp")
  target_include_directories(papercup_tabulate_background PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(papercup_tabulate_background PRIVATE papercup_core papercup_warnings fmt::fmt)

  set(table "${PROJECT_SOURCE_DIR}/data/background-df.tsv")
  set(generated "${PROJECT_BINARY_DIR}/generated/rank/background.cpp")
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/generated/rank")
  add_custom_command(
    OUTPUT "${generated}"
    COMMAND papercup_tabulate_background "${table}" > "${generated}"
    DEPENDS papercup_tabulate_background "${table}"
    COMMENT "Tabulating data/background-df.tsv"
    VERBATIM)
  # Standards ask compilers for 64 kB only; those that build papercup take more.
  set_source_files_properties("${generated}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(papercup_rank PRIVATE "${generated}")
endfunction()
