#include "papercup/arxiv/xml_feed.hpp"

#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"
#include "arxiv/xml/document_text.hpp"
#include "arxiv/xml/feed_formats.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::HasSubstr;

const Strings kDocuments = {"api.xml",       "api_before_2025.xml", "day.rss.xml", "day.atom.xml",
                            "oai_arxiv.xml", "oai_arxiv_raw.xml",   "oai_dc.xml"};

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string in_utf16(std::string_view ascii, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big) out.push_back('\0');
    out.push_back(c);
    if (!big) out.push_back('\0');
  }
  return out;
}

TEST(ParseFeed, RecognisesTheFormatByContent) {
  EXPECT_EQ(parse_fixture("api.xml").format, FeedFormat::api_atom);
  EXPECT_EQ(parse_fixture("day.rss.xml").format, FeedFormat::listing_rss);
  EXPECT_EQ(parse_fixture("day.atom.xml").format, FeedFormat::listing_atom);
  EXPECT_EQ(parse_fixture("oai_dc.xml").format, FeedFormat::oai_pmh);
}

TEST(ParseFeed, ToleratesAByteOrderMarkAndBlankLinesInFront) {
  const std::string document = api_document(api_entry("2611.90001v1", "T"));
  for (const std::string front : {"\xEF\xBB\xBF", "\n\n  \r\n", "\xEF\xBB\xBF\n"}) {
    EXPECT_EQ(parse_feed(front + document, "x").records.size(), 1U);
  }
}

TEST(ParseFeed, NamesWhatIsNoFeed) {
  EXPECT_EQ(feed_error("<!DOCTYPE html>\n<html><br></html>"),
            "the feed is an HTML page, not a feed");
  EXPECT_THAT(feed_error("<?xml version='1.0'?><!-- x --><!doctype HTML PUBLIC 'y'><html/>"),
              HasSubstr("is an HTML page"));
  EXPECT_THAT(feed_error("<x:html xmlns:x='http://www.w3.org/1999/xhtml'/>"),
              HasSubstr("is an HTML page"));
  EXPECT_THAT(feed_error(" \n"), HasSubstr("is empty"));
  EXPECT_THAT(feed_error("Cups."), HasSubstr("is not in a format papercup knows"));
  EXPECT_THAT(feed_error("<cups/>"), HasSubstr("is not in a format papercup knows"));
  EXPECT_THAT(feed_error("<feed/>"), HasSubstr("is not in a format papercup knows"));
  EXPECT_THAT(feed_error("{}"), HasSubstr("is not in a format papercup knows"));
}

TEST(ParseFeed, TakesRateExceededForARequestToWait) {
  const auto error = error_of([] { parse_feed("Rate exceeded.", "x"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::unreachable);
  EXPECT_THAT(error->message(), HasSubstr("asks to wait"));
}

TEST(ParseFeed, GivesLineAndColumnOfWhatIsNotWellFormed) {
  EXPECT_THAT(feed_error("<feed xmlns='http://www.w3.org/2005/Atom'>\n <id></di>\n</feed>"),
              HasSubstr("the feed: line 2, column "));
}

TEST(ParseFeed, AcceptsNothingBesideTheRoot) {
  EXPECT_THAT(feed_error(api_document("") + "\n<feed/>"), HasSubstr("beside the root"));
  EXPECT_THAT(feed_error(api_document("") + "\nRate exceeded."), HasSubstr("line 3"));
}

TEST(ParseFeed, RefusesEveryDocumentTypeDeclaration) {
  const std::string laughs =
      "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;'>]><feed xmlns='http://www.w3.org/2005/Atom'>&c;</feed>";
  const std::string outside =
      "<!DOCTYPE feed [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + api_document("&x;").substr(39);
  const std::string dtd = "<!DOCTYPE feed SYSTEM 'http://127.0.0.1:1/feed.dtd'><feed/>";
  for (const std::string& document : {laughs, outside, dtd, api_document("") + "<!DOCTYPE feed>"}) {
    EXPECT_THAT(feed_error(document), HasSubstr("document type declaration"));
  }
}

TEST(ParseFeed, RefusesNulCharactersWithTheirPlace) {
  using std::string_literals::operator""s;
  EXPECT_THAT(feed_error("<feed>\n\0</feed>"s), HasSubstr("line 2, column 1: a NUL byte"));
  EXPECT_THAT(feed_error(api_document("<title>a&#x00;b</title>")), HasSubstr("character NUL"));
  EXPECT_THAT(feed_error(api_document("<title>a&#0;b</title>")), HasSubstr("character NUL"));
}

TEST(ParseFeed, ReplacesInvalidUtf8) {
  const Feed feed = parse_feed(api_document(api_entry("2611.90001v1", "A\xFF cup")), "x");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_THAT(feed.records[0].paper.title, HasSubstr("\xEF\xBF\xBD"));
}

TEST(ParseFeed, ReadsUtf16) {
  const std::string document = api_document(api_entry("2611.90001v1", "A cup"));
  for (const bool big : {true, false}) {
    const Feed feed = parse_feed(in_utf16(document, big), "x");
    ASSERT_EQ(feed.records.size(), 1U);
    EXPECT_EQ(feed.records[0].paper.title, "A cup");
    EXPECT_EQ(parse_feed(in_utf16(document, big).substr(2), "x").records.size(), 1U);
  }
}

TEST(ParseFeed, ReadsPairsOfUtf16AndReplacesHalves) {
  using std::string_literals::operator""s;
  std::string document = in_utf16(api_document(api_entry("2611.90001v1", "@#")), true);
  document.replace(document.find("\0@\0#"s), 4, "\xD8\x3D\xDE\x00"s);
  EXPECT_EQ(parse_feed(document, "x").records.at(0).paper.title, "\xF0\x9F\x98\x80");
  document.replace(document.find("\xD8\x3D\xDE\x00"s), 4, "\xD8\x3D\0#"s);
  EXPECT_EQ(parse_feed(document, "x").records.at(0).paper.title, "\xEF\xBF\xBD#");
}

TEST(ParseFeed, ReadsNothingAfterAHalfPairAtTheEnd) {
  const std::string document = in_utf16(api_document(api_entry("2611.90001v1", "A cup")), true);
  for (const std::string end : {"\xD8\x3D", "\xD8\x3D\xDE"}) {
    EXPECT_THROW(parse_feed(document + end, "x"), Error)
        << "what follows the feed is no part of it";
  }
  EXPECT_EQ(parse_feed(document + "\xDE", "x").records.size(), 1U);
}

TEST(ParseFeed, ReadsLatin1WhereItIsDeclared) {
  std::string document = api_document(api_entry("2611.90001v1", "Caf\xE9"));
  document.replace(document.find("UTF-8"), 5, "ISO-8859-1");
  EXPECT_EQ(parse_feed(document, "x").records.at(0).paper.title, "Café");
}

TEST(ParseFeed, RefusesOtherEncodings) {
  for (const std::string encoding : {"windows-1252", "UTF-16", "Shift_JIS"}) {
    std::string document = api_document("");
    document.replace(document.find("UTF-8"), 5, encoding);
    EXPECT_THAT(feed_error(document), HasSubstr("declares an encoding"));
  }
}

TEST(ParseFeed, NeedsNoStackForDepth) {
  const std::string deep = repeated("<a>", 100'000) + "x" + repeated("</a>", 100'000);
  const Feed feed =
      parse_feed(api_document("<entry><id>http://arxiv.org/abs/2611.90001v1</id><title>" + deep +
                              "</title></entry>"),
                 "x");
  EXPECT_EQ(feed.records.at(0).paper.title, "x");
  EXPECT_THAT(feed_error(repeated("<a>", 100'000)), HasSubstr("not well-formed"));
}

TEST(ParseFeed, TakesPapersOfVeryManyAuthors) {
  const std::string authors = repeated("<author><name>A. Uno</name></author>", 100'000);
  const Feed feed =
      parse_feed(api_document("<entry><id>http://arxiv.org/abs/2611.90001v1</id><title>T</title>" +
                              authors + "</entry>"),
                 "x");
  EXPECT_EQ(feed.records.at(0).paper.authors.size(), 100'000U);
}

TEST(ParseFeed, IsNotHeldUpByVeryManyAttributes) {
  std::string attributes;
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  const Feed feed = parse_feed(
      api_document("<entry" + attributes + ">" + repeated("<x:y/>", 100'000) + "</entry>"), "x");
  EXPECT_EQ(feed.warnings.size(), 1U);
}

TEST(ParseFeed, RefusesDocumentsThatAreTooLarge) {
  const std::string document(kLargestDocument + 1, ' ');
  EXPECT_THAT(feed_error(document), HasSubstr("larger than 256 MiB"));
}

TEST(ParseFeed, OfATruncatedDocumentIsAnError) {
  for (const std::string& name : kDocuments) {
    const std::string document = fixture(name);
    const std::size_t end = document.find_last_of('>');
    ASSERT_NE(end, std::string::npos);
    for (std::size_t size = 0; size <= end; size += 97) {
      EXPECT_THROW(parse_feed(std::string_view{document}.substr(0, size), name), Error)
          << name << " cut at " << size;
    }
  }
}

TEST(ParseFeed, OfADamagedDocumentIsAnErrorOrAFeed) {
  for (const std::string& name : kDocuments) {
    const std::string document = fixture(name);
    int errors = 0;
    int feeds = 0;
    for (std::size_t at = 0; at < document.size(); at += 31) {
      for (const char damage : {'<', '&', '"', '\x80'}) {
        std::string damaged = document;
        damaged[at] = damage;
        try {
          parse_feed(damaged, name);
          ++feeds;
        } catch (const Error&) {
          ++errors;
        }
      }
    }
    EXPECT_GT(errors, 0) << name;
    EXPECT_GT(feeds, 0) << name;
  }
}

TEST(AddEntry, ShortensNamesInWarnings) {
  Feed feed;
  add_entry(feed, Entry{{}, std::string(10'000, 'x'), "has no title"}, 1);
  ASSERT_EQ(feed.warnings.size(), 1U);
  EXPECT_LT(feed.warnings[0].size(), 200U);
}

}  // namespace
}  // namespace papercup::arxiv
