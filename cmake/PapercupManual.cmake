# The manual page and the shells' completions, which the program itself knows best: made from its definitions when it is
# built, and installed beside it.

add_executable(papercup_manual src/main/manual.cpp)
target_link_libraries(papercup_manual PRIVATE papercup_cli papercup_warnings)

set(manual "${PROJECT_BINARY_DIR}/man/papercup.1")
set(completion_folder "${PROJECT_BINARY_DIR}/completion")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/man" "${completion_folder}")

add_custom_command(
  OUTPUT "${manual}"
  COMMAND papercup_manual < "${PROJECT_SOURCE_DIR}/man/papercup.1.in" > "${manual}"
  DEPENDS papercup_manual "${PROJECT_SOURCE_DIR}/man/papercup.1.in"
  VERBATIM)
foreach(shell IN ITEMS bash zsh fish)
  add_custom_command(
    OUTPUT "${completion_folder}/${shell}"
    COMMAND papercup completion ${shell} > "${completion_folder}/${shell}"
    DEPENDS papercup
    VERBATIM)
endforeach()
add_custom_target(papercup_documents ALL DEPENDS "${manual}" "${completion_folder}/bash" "${completion_folder}/zsh"
                                                 "${completion_folder}/fish")

install(FILES "${manual}" "${PROJECT_SOURCE_DIR}/man/papercup-mail.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${completion_folder}/bash" DESTINATION "${PAPERCUP_BASH_COMPLETION_DIR}" RENAME papercup)
install(FILES "${completion_folder}/zsh" DESTINATION "${PAPERCUP_ZSH_COMPLETION_DIR}" RENAME _papercup)
install(FILES "${completion_folder}/fish" DESTINATION "${PAPERCUP_FISH_COMPLETION_DIR}" RENAME papercup.fish)
