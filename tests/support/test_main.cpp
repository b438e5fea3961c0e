// The main program of all unit tests. They have an environment of their own: a proxy, a pager or a
// time zone of whoever runs them is not what they test.
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

// As tests/support/program_tests.py has them.
constexpr std::string_view kKept[] = {"PATH", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS",
                                      "TSAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH",
                                      // How long a test of random events is to go on.
                                      "PAPERCUP_SEEDS", "PAPERCUP_FIRST_SEED"};

bool is_kept(std::string_view name) {
  for (const std::string_view kept : kKept) {
    if (name == kept) return true;
  }
  return name.starts_with("GTEST_");
}

void make_own_environment() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : names) {
    if (!is_kept(name)) ::unsetenv(name.c_str());
  }
  ::setenv("HOME", "/nonexistent", 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("TZ", "UTC", 1);
  ::umask(022);
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  make_own_environment();
  return RUN_ALL_TESTS();
}
