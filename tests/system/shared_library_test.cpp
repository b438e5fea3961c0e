#include "papercup/system/shared_library.hpp"

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"

namespace papercup::system {
namespace {

using testing::HasSubstr;

TEST(SharedLibrary, HasTheFunctionsOfTheLibrary) {
  SharedLibrary mathematics("libm.so.6", "libc6");
  const auto cosine = reinterpret_cast<double (*)(double)>(mathematics.function("cos"));
  EXPECT_EQ(cosine(0), 1);
}

TEST(SharedLibrary, SaysWhichIsMissingAndWhereItIs) {
  SharedLibrary library("libpapercup-has-none.so.7", "libnone7");
  for (int i = 0; i < 2; ++i) {
    try {
      library.function("none");
      ADD_FAILURE() << "there is one";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::failure);
      EXPECT_THAT(error.message(), HasSubstr("libpapercup-has-none.so.7"));
      EXPECT_THAT(error.hint(), HasSubstr("libnone7"));
    }
  }
}

TEST(SharedLibrary, LacksAFunction) {
  SharedLibrary mathematics("libm.so.6", "libc6");
  EXPECT_THROW(mathematics.function("papercup_none"), Error);
}

TEST(SharedLibrary, ThoseOfTheProgramCanBeLoaded) {
  EXPECT_NE(curl_library().function("curl_easy_init"), nullptr);
  EXPECT_NE(archive_library().function("archive_read_new"), nullptr);
  EXPECT_NE(mime_library().function("g_mime_init"), nullptr);
  EXPECT_NE(mime_library().function("g_object_unref"), nullptr) << "of a library that it needs";
}

}  // namespace
}  // namespace papercup::system
