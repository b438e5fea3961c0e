# papercup_warnings: the warnings (and sanitizers) that all our own code is compiled with.

add_library(papercup_warnings INTERFACE)
target_compile_options(papercup_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Clang counts changes of sign to -Wconversion, gcc does not; both should ask for the same.
  target_compile_options(papercup_warnings INTERFACE -Wno-sign-conversion)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 warns of overlapping copies in the string operator+ of its own library (GCC bug 105329).
  target_compile_options(papercup_warnings INTERFACE -Wno-restrict)
  # In an optimised build it warns there of texts that are longer than memory, too; the other builds keep these warnings.
  target_compile_options(papercup_warnings INTERFACE "$<$<CONFIG:Release>:-Wno-stringop-overflow;-Wno-array-bounds>")
endif()

if(PAPERCUP_WARNINGS_AS_ERRORS)
  target_compile_options(papercup_warnings INTERFACE -Werror)
endif()

if(PAPERCUP_SANITIZE)
  add_compile_options("-fsanitize=${PAPERCUP_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${PAPERCUP_SANITIZE}")
endif()

if(PAPERCUP_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "PAPERCUP_BUILD_FUZZERS needs clang")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
