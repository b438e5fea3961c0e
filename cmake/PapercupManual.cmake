# The pages of the manual and the shells' completions, which the program itself knows best: made from its definitions when
# it is built, and installed beside it.

# Of all pages; a release sets it.
set(PAPERCUP_MANUAL_DATE "2026-11-26")

add_executable(papercup_manual src/main/manual.cpp)
target_link_libraries(papercup_manual PRIVATE papercup_cli papercup_warnings)

set(manual_folder "${PROJECT_BINARY_DIR}/man")
set(completion_folder "${PROJECT_BINARY_DIR}/completion")
file(MAKE_DIRECTORY "${manual_folder}" "${completion_folder}")

# man/NAME.SECTION.in becomes the page NAME.SECTION.
file(GLOB manual_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/man/*.in")
set(manual_pages "")
foreach(source IN LISTS manual_sources)
  cmake_path(GET source STEM LAST_ONLY name)
  set(page "${manual_folder}/${name}")
  add_custom_command(
    OUTPUT "${page}"
    COMMAND papercup_manual "${PAPERCUP_MANUAL_DATE}" < "${source}" > "${page}"
    DEPENDS papercup_manual "${source}"
    VERBATIM)
  list(APPEND manual_pages "${page}")
endforeach()
foreach(shell IN ITEMS bash zsh fish)
  add_custom_command(
    OUTPUT "${completion_folder}/${shell}"
    COMMAND papercup completion ${shell} > "${completion_folder}/${shell}"
    DEPENDS papercup
    VERBATIM)
endforeach()
add_custom_target(papercup_documents ALL DEPENDS ${manual_pages} "${completion_folder}/bash" "${completion_folder}/zsh"
                                                 "${completion_folder}/fish")

foreach(section IN ITEMS 1 5)
  set(pages_of_section ${manual_pages})
  list(FILTER pages_of_section INCLUDE REGEX "\\.${section}$")
  install(FILES ${pages_of_section} DESTINATION "${CMAKE_INSTALL_MANDIR}/man${section}")
endforeach()
install(FILES "${completion_folder}/bash" DESTINATION "${PAPERCUP_BASH_COMPLETION_DIR}" RENAME papercup)
install(FILES "${completion_folder}/zsh" DESTINATION "${PAPERCUP_ZSH_COMPLETION_DIR}" RENAME _papercup)
install(FILES "${completion_folder}/fish" DESTINATION "${PAPERCUP_FISH_COMPLETION_DIR}" RENAME papercup.fish)
