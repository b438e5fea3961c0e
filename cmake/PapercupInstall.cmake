# Where `cmake --install` puts what is neither the program nor a manual page, besides the folders of GNUInstallDirs.
# Relative folders are below the prefix. The defaults are where shells and systemd look below /usr; packagers change them.

set(PAPERCUP_BASH_COMPLETION_DIR "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    CACHE STRING "Folder for bash's completion")
set(PAPERCUP_ZSH_COMPLETION_DIR "${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
    CACHE STRING "Folder for zsh's completion; Debian's packages use share/zsh/vendor-completions")
set(PAPERCUP_FISH_COMPLETION_DIR "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
    CACHE STRING "Folder for fish's completion")
# Not CMAKE_INSTALL_LIBDIR, which may be lib64 or have the architecture in it, and where systemd does not look.
set(PAPERCUP_SYSTEMD_USER_DIR "lib/systemd/user" CACHE STRING "Folder for units of systemd that users may enable")
set(PAPERCUP_EXAMPLES_DIR "${CMAKE_INSTALL_DOCDIR}/examples"
    CACHE STRING "Folder for the crontab script and the sample of invented papers")
mark_as_advanced(PAPERCUP_BASH_COMPLETION_DIR PAPERCUP_ZSH_COMPLETION_DIR PAPERCUP_FISH_COMPLETION_DIR
                 PAPERCUP_SYSTEMD_USER_DIR PAPERCUP_EXAMPLES_DIR)

install(TARGETS papercup RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES contrib/papercup-mail.service contrib/papercup-mail.timer DESTINATION "${PAPERCUP_SYSTEMD_USER_DIR}")
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(PROGRAMS contrib/crontab-line.sh DESTINATION "${PAPERCUP_EXAMPLES_DIR}")
install(DIRECTORY data/sample DESTINATION "${PAPERCUP_EXAMPLES_DIR}")
