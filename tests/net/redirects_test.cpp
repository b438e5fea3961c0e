#include "papercup/net/redirects.hpp"

#include <cctype>
#include <optional>
#include <random>
#include <string_view>

#include <curl/curl.h>
#include <gmock/gmock.h>

#include "papercup/core/error.hpp"

namespace papercup::net {
namespace {

using testing::HasSubstr;
using testing::Not;

HttpResponse redirect(const std::string& location, int status = 302) {
  return {status, "", {{"location", location}}, ""};
}

// Where the address ends up after these redirects.
Redirects after(const std::string& url, const std::vector<std::string>& locations) {
  Redirects redirects(url);
  for (const std::string& location : locations) EXPECT_TRUE(redirects.follow(redirect(location)));
  return redirects;
}

std::string refusal(const std::string& url, const std::string& location) {
  Redirects redirects(url);
  try {
    redirects.follow(redirect(location));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::failure);
    return error.message();
  }
  return "followed to " + redirects.url();
}

TEST(Redirects, AnAnswerThatIsNoneIsNotFollowed) {
  Redirects redirects("https://a.org/x");
  for (const int status : {200, 300, 304, 305, 306, 400, 404, 503}) {
    EXPECT_FALSE(redirects.follow(redirect("https://b.org/", status))) << status;
  }
  EXPECT_EQ(redirects.url(), "https://a.org/x");
  EXPECT_TRUE(redirects.may_have_secrets());
}

TEST(Redirects, ReadsRelativeAddresses) {
  const std::string base = "https://a.org/api/query?x=1";
  EXPECT_EQ(after(base, {"/other?x=2"}).url(), "https://a.org/other?x=2");
  EXPECT_EQ(after(base, {"other"}).url(), "https://a.org/api/other");
  EXPECT_EQ(after(base, {"../up"}).url(), "https://a.org/up");
  EXPECT_EQ(after(base, {"?x=2"}).url(), "https://a.org/api/query?x=2");
  EXPECT_EQ(after(base, {"//b.org/x"}).url(), "https://b.org/x");
  EXPECT_EQ(after(base, {"HTTPS://A.org.:443/y#z"}).url(), "https://a.org/y");
}

TEST(Redirects, KeepSecretsAtTheSameServer) {
  EXPECT_TRUE(after("https://a.org/x", {"/y", "https://A.org:443/z"}).may_have_secrets());
  EXPECT_TRUE(after("http://a.org/x", {"https://a.org/x"}).may_have_secrets());
  EXPECT_FALSE(Redirects("http://a.org/x").may_have_secrets()) << "anybody could read them";
  for (const char* other : {"https://b.org/", "https://a.org:8443/", "https://a.org@b.org/",
                            "https://a.org.b.org/", "//b.org/x"}) {
    EXPECT_FALSE(after("https://a.org/x", {other}).may_have_secrets()) << other;
  }
  EXPECT_FALSE(after("https://a.org/x", {"https://b.org/", "https://a.org/x2"}).may_have_secrets())
      << "another server chose what is asked";
}

TEST(Redirects, ANameAndPasswordGoOnlyToTheirServer) {
  const std::string url = "https://ada:pw@a.org/x";
  EXPECT_EQ(Redirects(url).url(), url);
  EXPECT_EQ(after(url, {"/y"}).url(), "https://ada:pw@a.org/y");
  EXPECT_EQ(after(url, {"https://a.org/y"}).url(), "https://ada:pw@a.org/y");
  EXPECT_EQ(after(url, {"https://b.org/y"}).url(), "https://b.org/y");
  EXPECT_EQ(after(url, {"https://eve:x@b.org/y"}).url(), "https://b.org/y");
  EXPECT_EQ(after("https://a.org/x", {"https://eve:x@a.org/y"}).url(), "https://a.org/y");
  EXPECT_EQ(Redirects("http://ada:pw@a.org/x").url(), "http://a.org/x");
  EXPECT_EQ(after("http://ada:pw@a.org/x", {"https://a.org/x"}).url(), "https://ada:pw@a.org/x");
}

TEST(Redirects, AreFollowedToEncryptedServersOnly) {
  EXPECT_THAT(refusal("https://a.org/x", "http://a.org/x"), HasSubstr("which is not encrypted"));
  EXPECT_THAT(refusal("http://a.org/x", "http://b.org/x"), HasSubstr("which is not encrypted"));
  EXPECT_THAT(refusal("https://127.0.0.1:1/", "http://127.0.0.1:2/"), HasSubstr("from https to"));
  EXPECT_THAT(refusal("https://a.org/x", "http://127.0.0.1:631/"), HasSubstr("is this machine"));
  EXPECT_THAT(refusal("https://a.org/x", "https://localhost/"), HasSubstr("is this machine"));
  EXPECT_EQ(after("http://127.0.0.1:1/", {"http://127.0.0.1:2/y"}).url(), "http://127.0.0.1:2/y");
}

TEST(Redirects, ToWhatIsNoAddressOfTheWebAreRefused) {
  for (const char* location :
       {"file:///etc/passwd", "ftp://a.org/x", "gopher://a.org/x", "javascript:alert(1)",
        "data:text/xml,<feed/>", "https://", "https://a.org:port/",
        "https://b\xC3\xBC"
        "cher.example/",
        "https://a.org\\@b.org/", "mailto:a@a.org"}) {
    const std::string message = refusal("https://a.org/x", location);
    EXPECT_THAT(message, Not(HasSubstr("followed"))) << location;
  }
  EXPECT_THAT(refusal("https://a.org/x", ""), HasSubstr("without saying where"));
}

TEST(Redirects, ErrorsHaveNoPasswordInThem) {
  EXPECT_THAT(refusal("https://ada:planted@a.org/x", "http://eve:planted@a.org/y?key=planted"),
              Not(HasSubstr("planted")));
}

TEST(Redirects, EndInACircleAndAfterFive) {
  Redirects circle = after("https://a.org/1", {"/2", "/3"});
  EXPECT_THROW(circle.follow(redirect("/1")), Error);
  EXPECT_THAT(refusal("https://a.org/1", "/1"), HasSubstr("in a circle"));
  Redirects long_way = after("https://a.org/0", {"/1", "/2", "/3", "/4", "/5"});
  EXPECT_THROW(long_way.follow(redirect("/6")), Error);
}

// What libcurl connects to for an address: "host port"; nothing if it refuses it.
std::optional<std::string> place_by_curl(const std::string& url) {
  CURLU* const parsed = curl_url();
  char* host = nullptr;
  char* port = nullptr;
  std::optional<std::string> place;
  if (curl_url_set(parsed, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
      curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
      curl_url_get(parsed, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK) {
    std::string name(host);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!name.empty() && name.back() == '.') name.pop_back();
    place = name + " " + port;
  }
  curl_free(host);
  curl_free(port);
  curl_url_cleanup(parsed);
  return place;
}

TEST(Redirects, AnAddressLeadsWhereItIsThoughtToLead) {
  constexpr std::string_view kPieces = "aB1.:@/?#[]%2-_\\~;,&= 0f";
  std::mt19937 random(20261124);
  std::size_t compared = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string url = i % 2 == 0 ? "http://" : "https://";
    for (std::size_t length = 1 + random() % 12; length > 0; --length) {
      url += kPieces[random() % kPieces.size()];
    }
    const auto address = WebAddress::parse(url);
    if (!address) continue;
    const auto place = place_by_curl(address->to_string());
    if (!place) continue;  // nothing is sent anywhere
    ++compared;
    // libcurl writes out numbers of four parts that are given in fewer.
    if (std::isdigit(static_cast<unsigned char>(address->host.front())) != 0) continue;
    ASSERT_EQ(*place, address->host + " " + std::to_string(address->port)) << url;
    ASSERT_EQ(place, place_by_curl(url)) << url;
  }
  EXPECT_GT(compared, 1000u);
}

TEST(Redirects, HaveMovedForGoodIfAllOfThemSaySo) {
  Redirects redirects("https://a.org/0");
  EXPECT_FALSE(redirects.has_moved());
  redirects.follow(redirect("/1", 301));
  redirects.follow(redirect("/2", 308));
  EXPECT_TRUE(redirects.has_moved());
  redirects.follow(redirect("/3", 307));
  EXPECT_FALSE(redirects.has_moved());
  redirects.follow(redirect("/4", 301));
  EXPECT_FALSE(redirects.has_moved());
}

}  // namespace
}  // namespace papercup::net
