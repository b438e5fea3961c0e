#include "papercup/core/secrets.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

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
