# papercup_module(<name> [DEPENDS <module>...] [LIBRARIES <imported target>...] [TESTS_USE <module>...])
#
# Makes the static library papercup_<name> from the .cpp files of src/<name> and its folders and, from the *_test.cpp files of
# tests/<name> and its folders, the test program papercup_<name>_tests. DEPENDS are the modules whose headers it may
# include; LIBRARIES stay private to its .cpp files. TESTS_USE are other
# modules through which its tests drive it.

function(papercup_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LIBRARIES;TESTS_USE")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "papercup_module(${name}): unexpected ${arg_UNPARSED_ARGUMENTS}")
  endif()

  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp"
       "${PROJECT_SOURCE_DIR}/src/${name}/*/*.cpp")
  if(NOT sources)
    message(FATAL_ERROR "papercup_module(${name}): src/${name} has no .cpp file")
  endif()

  add_library(papercup_${name} STATIC ${sources})
  target_include_directories(
    papercup_${name}
    PUBLIC "${PROJECT_SOURCE_DIR}/include"
    PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(papercup_${name} PRIVATE PAPERCUP_VERSION="${PROJECT_VERSION}")
  list(TRANSFORM arg_DEPENDS PREPEND papercup_)
  target_link_libraries(papercup_${name} PUBLIC ${arg_DEPENDS})
  target_link_libraries(papercup_${name} PRIVATE papercup_warnings fmt::fmt ${arg_LIBRARIES})

  if(PAPERCUP_BUILD_TESTS)
    list(TRANSFORM arg_TESTS_USE PREPEND papercup_)
    papercup_module_tests(${name} ${arg_LIBRARIES} ${arg_TESTS_USE})
  endif()
endfunction()

# The test program of one module; sees the module's private headers and its libraries.
function(papercup_module_tests name)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp"
       "${PROJECT_SOURCE_DIR}/tests/${name}/*/*_test.cpp")
  if(NOT sources)
    return()
  endif()

  set(tests papercup_${name}_tests)
  add_executable(${tests} ${sources})
  target_include_directories(${tests} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  # Optimising the assertions would take longer than running them.
  target_compile_options(${tests} PRIVATE $<$<CONFIG:Debug>:-O0>)
  if(TARGET papercup_test_support)
    target_link_libraries(${tests} PRIVATE papercup_test_support)
  endif()
  target_link_libraries(${tests} PRIVATE papercup_${name} papercup_warnings fmt::fmt ${ARGN} GTest::gmock_main)
  gtest_discover_tests(${tests} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 900)
endfunction()

# What tests of several modules share: tests/support, made before the modules so that their tests can link it.
function(papercup_test_support)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cpp")
  if(NOT sources)
    return()
  endif()

  add_library(papercup_test_support STATIC ${sources})
  target_include_directories(papercup_test_support PUBLIC "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/include")
  # Of one file only: no other object depends on where the checkout lies, so that ccache serves several.
  set_source_files_properties(
    "${PROJECT_SOURCE_DIR}/tests/support/places.cpp"
    PROPERTIES COMPILE_DEFINITIONS
               "PAPERCUP_SHARED_DIR=\"${PROJECT_SOURCE_DIR}/../shared\";PAPERCUP_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
  target_link_libraries(papercup_test_support PRIVATE papercup_warnings PUBLIC fmt::fmt GTest::gmock)
endfunction()
