#include "papercup/render/style.hpp"

#include <gtest/gtest.h>

namespace papercup::render {
namespace {

TEST(WebAddress, IsHttpOnlyAndEncoded) {
  EXPECT_EQ(web_address("http://creativecommons.org/licenses/by/4.0/"),
            "http://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(web_address("https://x/\"><b>"), "https://x/%22%3E%3Cb%3E");
  EXPECT_EQ(web_address("javascript:alert(1)"), "");
  EXPECT_EQ(doi_address("10.1000/a<b>#c"), "https://doi.org/10.1000/a%3Cb%3E%23c");
  EXPECT_EQ(doi_address("nonsense"), "");
}

TEST(HtmlText, HasNeitherMarkupNorControls) {
  EXPECT_EQ(html_text("<a href=\"x\" b='y'>&\x1b"),
            "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp; ");
  EXPECT_EQ(html_text("\xE2\x80\xAE"
                      "evil"),
            "evil");
}

}  // namespace
}  // namespace papercup::render
