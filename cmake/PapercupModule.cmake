# What almost every source file includes is compiled once and taken from there by the modules, and once more for the
# tests, whose flags differ. Only headers that never change belong here: a change of one compiles everything anew.
set(PAPERCUP_COMMON_HEADERS
    <algorithm>
    <array>
    <chrono>
    <cmath>
    <cstddef>
    <cstdint>
    <filesystem>
    <functional>
    <map>
    <memory>
    <optional>
    <set>
    <string>
    <string_view>
    <utility>
    <vector>
    <fmt/format.h>
    <fmt/ranges.h>)

# papercup_module(<name> [DEPENDS <module>...] [LIBRARIES <imported target>...] [TESTS_USE <module>...])
#
# Makes the static library papercup_<name> from the .cpp files of src/<name> and its folders and, from the *_test.cpp files of
# tests/<name> and its folders, the test program papercup_<name>_tests. DEPENDS are the modules whose headers it may
# include; LIBRARIES stay private to its .cpp files. TESTS_USE are
# other modules through which its tests drive it.

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
  papercup_join_folders(papercup_${name} ${sources})
  target_include_directories(
    papercup_${name}
    PUBLIC "${PROJECT_SOURCE_DIR}/include"
    PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(papercup_${name} PRIVATE PAPERCUP_VERSION="${PROJECT_VERSION}")
  list(TRANSFORM arg_DEPENDS PREPEND papercup_)
  target_link_libraries(papercup_${name} PUBLIC ${arg_DEPENDS})
  target_link_libraries(papercup_${name} PRIVATE papercup_warnings fmt::fmt ${arg_LIBRARIES})
  if(name IN_LIST PAPERCUP_HOT_MODULES)
    target_compile_options(papercup_${name} PRIVATE -O1)
  else()
    papercup_precompile(papercup_${name} papercup_core LIBRARIES ${arg_LIBRARIES})
  endif()

  if(PAPERCUP_BUILD_TESTS)
    list(TRANSFORM arg_TESTS_USE PREPEND papercup_)
    papercup_module_tests(${name} ${arg_LIBRARIES} ${arg_TESTS_USE})
  endif()
endfunction()

# With PAPERCUP_UNITY, compiles the sources of each folder as one. The names in anonymous namespaces of a folder therefore
# have to differ.
function(papercup_join_folders target)
  if(NOT PAPERCUP_UNITY)
    return()
  endif()
  foreach(source IN LISTS ARGN)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder FILENAME group)
    set_property(SOURCE "${source}" PROPERTY UNITY_GROUP "${group}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # A class may have members of a type that is known in its .cpp file alone; joined, that file looks like a header.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# Lets a target use the precompiled headers of 'owner', which has to be made first; the owner itself makes them, with more
# HEADERS. A target of LIBRARIES that come with flags of their own makes its own, as compilers take no other; not where
# it is a single joined source, which would save nothing.
function(papercup_precompile target owner)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "HEADERS;LIBRARIES")
  set(has_own_flags FALSE)
  foreach(library IN LISTS arg_LIBRARIES)
    if(NOT TARGET ${library})
      continue() # a module that comes later has no flags
    endif()
    get_target_property(options ${library} INTERFACE_COMPILE_OPTIONS)
    if(options)
      set(has_own_flags TRUE)
    endif()
  endforeach()
  get_target_property(is_joined ${target} UNITY_BUILD)
  if(is_joined)
    get_target_property(folders ${target} SOURCES)
    list(TRANSFORM folders REPLACE "/[^/]*$" "")
    list(REMOVE_DUPLICATES folders)
    list(LENGTH folders folder_count)
  endif()
  if(has_own_flags AND is_joined AND folder_count EQUAL 1)
    return()
  endif()
  if(target STREQUAL owner OR has_own_flags)
    target_precompile_headers(${target} PRIVATE ${PAPERCUP_COMMON_HEADERS} ${arg_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
  # Without it ccache cannot tell what a precompiled header was made of.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()

# The test program of one module, with the main() of tests/support; sees the module's private headers and its libraries.
function(papercup_module_tests name)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp"
       "${PROJECT_SOURCE_DIR}/tests/${name}/*/*_test.cpp")
  if(NOT sources)
    return()
  endif()

  set(tests papercup_${name}_tests)
  add_executable(${tests} ${sources})
  papercup_join_folders(${tests} ${sources})
  target_include_directories(${tests} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  # Optimising the assertions would take longer than running them.
  target_compile_options(${tests} PRIVATE $<$<CONFIG:Debug>:-O0>)
  target_link_libraries(${tests} PRIVATE papercup_test_support papercup_${name} papercup_warnings fmt::fmt ${ARGN})
  papercup_precompile(${tests} papercup_test_support HEADERS <gmock/gmock.h> <gtest/gtest.h> LIBRARIES ${ARGN})
  if(PAPERCUP_SANITIZE)
    papercup_join_tests(${tests} ${sources})
  else()
    gtest_discover_tests(${tests} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 900)
  endif()
endfunction()

# A program with sanitizers takes longer to start than most tests take: a few processes run all of them, and one those that
# live through weeks of the whole program or read the whole corpus. What each test is called and whether it is skipped is
# seen in the other builds.
#
# LeakSanitizer 14 takes what lies before a block of thread-local storage for the size of it, which is not so with glibc
# 2.36, and depending on what that is ends with "Tracer caught signal 11": it has to do without those blocks.
function(papercup_join_tests tests)
  set(options "ASAN_OPTIONS=intercept_tls_get_addr=0")
  set(long_app "QuarterTest.*:ReplacedStoreTest.*:ReplayTest.*")
  foreach(group RANGE 2 7) # the first two of groups of seeds are enough here
    string(APPEND long_app ":Seeds/FetchFaultsTest.*/${group}")
  endforeach()
  set(long_digest "QuotedSentences.*")
  set(long_text "TexTitles.*")
  string(REGEX REPLACE "^papercup_(.*)_tests$" "\\1" module ${tests})
  list(LENGTH ARGN source_count)
  math(EXPR shards "${source_count} / 8 + 1")
  math(EXPR last "${shards} - 1")
  foreach(shard RANGE ${last})
    set(name ${tests}.${shard})
    add_test(NAME ${name} COMMAND ${tests} --gtest_brief=1)
    set_tests_properties(
      ${name} PROPERTIES TIMEOUT 900 ENVIRONMENT
        "${options};GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${shard};GTEST_FILTER=-${long_${module}}")
  endforeach()
  if(long_${module})
    add_test(NAME ${tests}.long COMMAND ${tests} --gtest_brief=1)
    set_tests_properties(${tests}.long PROPERTIES TIMEOUT 1200 LABELS without_sanitizers ENVIRONMENT
                                                  "${options};GTEST_FILTER=${long_${module}}")
  endif()
endfunction()

# What tests of several modules share: tests/support, made before the modules so that their tests can link it.
function(papercup_test_support)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cpp")
  add_library(papercup_test_support STATIC ${sources})
  target_include_directories(papercup_test_support PUBLIC "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/include")
  # This file alone depends on where the checkout lies, so that ccache serves several.
  set_source_files_properties(
    "${PROJECT_SOURCE_DIR}/tests/support/places.cpp"
    PROPERTIES COMPILE_DEFINITIONS
               "PAPERCUP_SHARED_DIR=\"${PROJECT_SOURCE_DIR}/../shared\";PAPERCUP_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
  target_link_libraries(papercup_test_support PRIVATE papercup_warnings PUBLIC fmt::fmt GTest::gmock)
  target_compile_options(papercup_test_support PRIVATE $<$<CONFIG:Debug>:-O0>)
  papercup_precompile(papercup_test_support papercup_test_support HEADERS <gmock/gmock.h> <gtest/gtest.h>)
endfunction()
