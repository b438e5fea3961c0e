#include "papercup/core/web_address.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

WebAddress address(std::string_view text) {
  const auto parsed = WebAddress::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(WebAddress{});
}

TEST(WebAddress, HasItsParts) {
  const WebAddress parsed = address("https://Ada:p%40ss@Export.arXiv.org:8443/api/query?a=b#c");
  EXPECT_EQ(parsed.scheme, "https");
  EXPECT_EQ(parsed.userinfo, "Ada:p%40ss");
  EXPECT_EQ(parsed.host, "export.arxiv.org");
  EXPECT_EQ(parsed.port, 8443);
  EXPECT_EQ(parsed.target, "/api/query?a=b");
  EXPECT_EQ(parsed.to_string(), "https://Ada:p%40ss@export.arxiv.org:8443/api/query?a=b");
}

TEST(WebAddress, NamesAPlaceAsShortAsItMay) {
  EXPECT_EQ(address("https://export.arxiv.org:443/").place(), "export.arxiv.org");
  EXPECT_EQ(address("HTTP://export.arxiv.org.:/").place(), "export.arxiv.org");
  EXPECT_EQ(address("http://export.arxiv.org:443").place(), "export.arxiv.org:443");
  EXPECT_EQ(address("http://[0:0:0::1]:8000?q").place(), "[::1]:8000");
}

TEST(WebAddress, RefusesWhatProgramsReadDifferently) {
  for (const char* text : {"",
                           "export.arxiv.org",
                           "ftp://a.org/",
                           "file:///etc/passwd",
                           "https:/a.org",
                           "https://",
                           "https:///path",
                           "https://a.org:port/",
                           "https://a.org:0/",
                           "https://a.org:65536/",
                           "https://a.org:-1/",
                           "https://a.org\\@evil.org/",
                           "https://a b.org/",
                           "https://a.org/\r\n",
                           "https://a.org/ x",
                           "https://[::1/",
                           "https://[evil.org]/",
                           "https://::1/",
                           "https://%61.org/",
                           "https://.a.org/",
                           "javascript://a.org/%0aalert(1)"}) {
    EXPECT_FALSE(WebAddress::parse(text)) << text;
  }
}

TEST(WebAddress, TakesTheHostAfterTheLastAt) {
  EXPECT_EQ(address("https://export.arxiv.org@evil.org/").host, "evil.org");
  EXPECT_EQ(address("https://a@b@evil.org/").host, "evil.org");
  EXPECT_EQ(address("https://evil.org/@export.arxiv.org").host, "evil.org");
}

TEST(WebAddress, KnowsThisMachine) {
  for (const char* text : {"http://localhost/", "http://LOCALHOST.:9", "http://127.1.2.3",
                           "http://[::1]:8000", "http://[0::1]"}) {
    EXPECT_TRUE(address(text).is_loopback()) << text;
    EXPECT_TRUE(is_private(address(text))) << text;
  }
  for (const char* text : {"http://localhost.evil.org", "http://127.0.0.1.evil.org", "http://127.1",
                           "http://10.0.0.1", "http://[::2]"}) {
    EXPECT_FALSE(address(text).is_loopback()) << text;
    EXPECT_FALSE(is_private(address(text))) << text;
  }
  EXPECT_TRUE(is_private(address("https://export.arxiv.org")));
}

bool may_share(std::string_view given_for, std::string_view other) {
  return may_share_secrets(address(given_for), address(other));
}

TEST(WebAddress, SecretsStayAtOneHostPortAndScheme) {
  EXPECT_TRUE(may_share("https://export.arxiv.org/api", "https://EXPORT.arxiv.org.:443/other"));
  EXPECT_TRUE(may_share("http://export.arxiv.org/api", "https://export.arxiv.org/api"));
  EXPECT_TRUE(may_share("http://127.0.0.1:8000", "http://127.0.0.1:8000/x"));
  for (const char* other :
       {"http://export.arxiv.org/api", "https://arxiv.org/api", "https://export.arxiv.org.evil.org",
        "https://export.arxiv.org:8443/api", "https://export.arxiv.org@evil.org/",
        "http://export.arxiv.org:443/"}) {
    EXPECT_FALSE(may_share("https://export.arxiv.org/api", other)) << other;
  }
  EXPECT_FALSE(may_share("http://export.arxiv.org", "http://export.arxiv.org"));
  EXPECT_FALSE(may_share("http://export.arxiv.org:8000", "https://export.arxiv.org"));
  EXPECT_FALSE(may_share("http://127.0.0.1:8000", "http://127.0.0.1:8001"));
  EXPECT_FALSE(may_share("http://127.0.0.1:8000", "http://localhost:8000"));
}

TEST(WebAddress, OfThisMachineIsLoopback) {
  const auto is_loopback = [](const char* url) {
    const auto address = WebAddress::parse(url);
    return address && address->is_loopback();
  };
  for (const char* url : {"http://127.0.0.1:80/x", "http://127.8.9.1", "http://localhost:1/",
                          "http://[::1]:8/", "http://user:pass@127.0.0.1/", "http://LocalHost/",
                          "https://0.0.0.0/", "https://[::]/", "https://[::ffff:127.0.0.1]/"}) {
    EXPECT_TRUE(is_loopback(url)) << url;
  }
  for (const char* url :
       {"https://export.arxiv.org/api", "http://127.0.0.1.example.org/", "http://128.0.0.1/",
        "http://127.0.0.1@example.org/", "http://localhost.example.org", "127.0.0.1",
        "https://[::ffff:10.0.0.1]/", ""}) {
    EXPECT_FALSE(is_loopback(url)) << url;
  }
}

TEST(Secrets, OfAddressesAreNotShown) {
  EXPECT_EQ(without_secrets("no answer from https://ada:planted@a.org:8/x?start=0: reset"),
            "no answer from https://***@a.org:8/x?start=0: reset");
  EXPECT_EQ(without_secrets("https://a:b@planted@a.org and 'http://planted@b.org'"),
            "https://***@a.org and 'http://***@b.org'");
  EXPECT_EQ(without_secrets("https://a.org/q?API_Key=planted&start=0&token=planted"),
            "https://a.org/q?API_Key=***&start=0&token=***");
  EXPECT_EQ(without_secrets("socks5h://x:planted@p.org"), "socks5h://***@p.org");
}

TEST(Secrets, WhatIsNoneStays) {
  for (const char* text :
       {"", "me@example.org", "https://a.org/@ada", "https://a.org/?q=ada@example.org",
        "https://oaipmh.arxiv.org/oai?verb=ListRecords&resumptionToken=abc", "a: // b@c",
        "https://export.arxiv.org/api/query?search_query=cat%3Acs.LG&sortBy=submittedDate"}) {
    EXPECT_EQ(without_secrets(text), text);
  }
}

TEST(Secrets, AProgramIsNamedWithoutItsArguments) {
  EXPECT_EQ(program_without_arguments(""), "");
  EXPECT_EQ(program_without_arguments("password-helper"), "password-helper");
  EXPECT_EQ(program_without_arguments(" echo planted"), "echo ***");
  for (const char* command :
       {"msmtp --passwordeval planted", "send --auth-password planted  --to a@b.org",
        "SMTP_PASSWORD='plan ted' send --token=planted x", "PW=planted send", "PW=planted",
        "curl -uada:planted smtps://ada:planted@a.org", "curl -H 'Authorization: Bearer planted'",
        "sh -c \"curl --user ada:planted\"", "send -xp planted",
        "https://ada:planted@a.org/send"}) {
    const std::string shown = program_without_arguments(command);
    EXPECT_EQ(shown.find("plan"), std::string::npos) << shown;
    EXPECT_FALSE(shown.empty());
  }
}

}  // namespace

}  // namespace papercup
