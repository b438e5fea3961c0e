#include "papercup/render/mail.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::render {
namespace {

using testing::HasSubstr;
using testing::Not;

digest::Digest a_digest() {
  Paper paper{.id = ArxivId::parse("2611.90835")};
  paper.title = "Ties in $O(\\sqrt{T})$ Bandits";
  paper.abstract = "Ties carry information.";
  paper.authors = {"Linnea Sørby"};
  paper.categories = {Category("stat.ML")};
  digest::Section section;
  section.focus = "preference-learning";
  section.focus_name = "preference-learning";
  section.window = {Date(2026, 11, 24), Date(2026, 11, 24)};
  section.considered = 1517;
  section.reached = 1;
  section.papers = {{paper, Score{0.4, {{Evidence::description, "regret", 0.4}}}, 1}};
  digest::Digest digest;
  digest.sections = {section};
  digest.minutes = 1.4;
  return digest;
}

Letter a_letter() {
  Letter letter;
  letter.from = {"", "papercup@host.example.org"};
  letter.to = {{"L. Sørby", "linnea@example.org"}};
  letter.date = Time(Date(2026, 11, 24).days()) + std::chrono::hours(6);
  letter.message_id = message_id("preference-learning", Date(2026, 11, 24), "host.example.org");
  letter.list = "preference-learning";
  return letter;
}

// The lines before the first empty one.
std::vector<std::string> header_lines(const std::string& message) {
  std::vector<std::string> lines;
  std::istringstream stream(message);
  for (std::string line; std::getline(stream, line) && line != "\r";) lines.push_back(line);
  return lines;
}

std::size_t headers_named(const std::string& message, const std::string& name) {
  const std::vector<std::string> lines = header_lines(message);
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const std::string& line) { return line.starts_with(name); }));
}

// The HTML says of itself that it is UTF-8, whatever letters are in it.
TEST(MailMessage, IsUtf8WhateverItsLetters) {
  for (const char* author : {"Linnea Sorby", "Linnea Sørby", "李 例"}) {
    digest::Digest digest = a_digest();
    digest.sections[0].papers[0].paper.authors = {author};
    const std::string message = mail_message(digest, a_letter(), {});
    for (const char* type : {"text/plain; charset=utf-8", "text/html; charset=utf-8"}) {
      EXPECT_THAT(message, HasSubstr(type)) << author;
    }
    EXPECT_THAT(message, Not(HasSubstr("iso-8859-1"))) << author;
  }
}

// The foot says what the star means.
TEST(MailMessage, StarsAFollowedAuthorInBothParts) {
  digest::Digest digest = a_digest();
  digest.sections[0].papers[0].paper.authors = {"Ada Byron"};
  digest.sections[0].papers[0].score.why.push_back({Evidence::author, "Ada Byron", 0.1});
  const std::string message = mail_message(digest, a_letter(), {});
  const std::size_t html = message.find("text/html");
  ASSERT_NE(html, std::string::npos);
  for (const std::string& part : {message.substr(0, html), message.substr(html)}) {
    EXPECT_THAT(part, HasSubstr("A. Byron*"));
    EXPECT_THAT(part, HasSubstr("* an author you follow"));
  }
}

TEST(MailMessage, EndsEveryLineWithCrlfAndKeepsLinesShort) {
  digest::Digest digest = a_digest();
  digest.sections[0].papers[0].paper.abstract = std::string(5000, 'x') + "\n.\nFrom here";
  const std::string message = mail_message(digest, a_letter(), {});
  std::size_t length = 0;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const bool ends = message[i] == '\n';
    EXPECT_EQ(ends, i > 0 && message[i - 1] == '\r') << "at " << i;
    EXPECT_GT(message[i], 0) << "at " << i;
    length = ends ? 0 : length + 1;
    ASSERT_LT(length, 999U);
  }
  EXPECT_EQ(message.substr(message.size() - 2), "\r\n");
}

TEST(MailMessage, HasTheHeadersOfAnAutomaticListMail) {
  Letter letter = a_letter();
  letter.unsubscribe = "mailto:ada@example.org";
  TextStyle style;
  style.utc_offset = std::chrono::hours(1);
  const std::string message = mail_message(a_digest(), letter, style);
  EXPECT_THAT(message, HasSubstr("Subject: papercup: 1 of 1,517, 1 min, preference-learning\r\n"));
  EXPECT_THAT(message, HasSubstr("From: papercup@host.example.org\r\n"));
  EXPECT_THAT(message, HasSubstr("Date: Tue, 24 Nov 2026 07:00:00 +0100\r\n"));
  EXPECT_THAT(message, HasSubstr("Message-Id: <" + letter.message_id + ">\r\n"));
  EXPECT_THAT(message, HasSubstr("List-Id: <preference-learning.papercup.host.example.org>\r\n"));
  EXPECT_THAT(message, HasSubstr("List-Unsubscribe: <mailto:ada@example.org>\r\n"));
  EXPECT_THAT(message, HasSubstr("Auto-Submitted: auto-generated\r\n"));
}

TEST(MailMessage, IsTheSameForTheSameDigest) {
  EXPECT_EQ(mail_message(a_digest(), a_letter(), {}), mail_message(a_digest(), a_letter(), {}));
  const Date day(2026, 11, 24);
  EXPECT_EQ(message_id("rlhf", day, "a.org"), message_id("rlhf", day, "a.org"));
  EXPECT_NE(message_id("rlhf", day, "a.org"), message_id("rlhf", day + 1, "a.org"));
  EXPECT_NE(message_id("rlhf", day, "a.org"), message_id("rl-hf", day, "a.org"));
  EXPECT_NE(message_id("rl hf", day, "a.org"), message_id("rl-hf", day, "a.org"));
}

TEST(MailMessage, TakesNoHeaderFromNamesTitlesOrCategories) {
  digest::Digest digest = a_digest();
  digest.sections[0].focus_name = "x\r\nBcc: eve@example.org\r\n\r\n<b>body";
  digest.sections[0].papers[0].paper.title = "Title\r\nX-Evil: 1\r\n\r\n--=_papercup";
  digest.sections[0].categories = {Category("cs.LG\r\nX-Evil: 2")};
  Letter letter = a_letter();
  letter.list = "x\r\nX-Evil: 3";
  const std::string message = mail_message(digest, letter, {});
  EXPECT_EQ(headers_named(message, "Bcc"), 0U);
  EXPECT_EQ(headers_named(message, "X-Evil"), 0U);
  EXPECT_EQ(headers_named(message, "Subject:"), 1U);
  EXPECT_EQ(headers_named(message, "Content-Type:"), 1U);
}

TEST(MailMessage, EscapesMarkupOfFeeds) {
  digest::Digest digest = a_digest();
  Paper& paper = digest.sections[0].papers[0].paper;
  paper.title = "<script src=//e.example></script>";
  paper.abstract = "<img src=x>";
  paper.authors = {"\"><b>"};
  const std::string message = mail_message(digest, a_letter(), {});
  const std::string html = message.substr(message.find("text/html"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("\"><b>")));
}

TEST(MailMessage, NamesWhatIsMissingAndWhatMayBeLost) {
  digest::Digest digest = a_digest();
  Freshness stale;
  stale.category = "cs.RO";
  stale.state = ListingState::stale;
  digest.lists = {stale};
  Paper lost{.id = ArxivId::parse("2611.90001")};
  lost.title = "Lost and Found";
  Letter letter = a_letter();
  letter.notices = {"The focus robots is broken."};
  letter.lost = {{"The mail of Mon 23 Nov may not have arrived.", {lost}}};
  const std::string message = mail_message(digest, letter, {});
  EXPECT_THAT(message, HasSubstr("preference-learning (cs.RO missing)"));
  const std::string text = message.substr(message.find("text/plain"));
  EXPECT_THAT(text, HasSubstr("The focus robots is broken.\r\n"));
  EXPECT_THAT(text, HasSubstr("may not have arrived.\r\n  Lost and Found\r\n"));
  EXPECT_THAT(text, HasSubstr("https://arxiv.org/abs/2611.90001\r\n"));
}

TEST(MailMessage, ThanksArxivAndClosesNoTab) {
  TextStyle style;
  style.medium = Medium::terminal;
  const std::string message = mail_message(a_digest(), a_letter(), style);
  EXPECT_THAT(message, HasSubstr("Thank you to arXiv"));
  EXPECT_THAT(message, Not(HasSubstr("close the tab")));
}

TEST(MailMessage, SaysInItsSubjectThatThereIsNothingToRead) {
  digest::Digest digest = a_digest();
  digest.sections[0].papers.clear();
  EXPECT_EQ(mail_subject(digest, {}), "papercup: 0 of 1,517, preference-learning");
}

Freshness list(const std::string& category, ListingState state) {
  Freshness list;
  list.category = category;
  list.state = state;
  return list;
}

TEST(MailSubject, NamesTwoMissingListsAndCountsMore) {
  digest::Digest digest = a_digest();
  const std::string whole = "papercup: 1 of 1,517, 1 min, preference-learning";
  EXPECT_EQ(mail_subject(digest, {}), whole);
  digest.lists = {list("cs.RO", ListingState::stale), list("cs.LG", ListingState::fresh),
                  list("cs.CL", ListingState::stale)};
  EXPECT_EQ(mail_subject(digest, {}), whole + " (cs.RO, cs.CL missing)");
  digest.lists.push_back(list("stat.ML", ListingState::stale));
  EXPECT_EQ(mail_subject(digest, {}), whole + " (3 lists missing)");
}

TEST(MailSubject, SaysNothingOfOlderGaps) {
  digest::Digest digest = a_digest();
  digest.lists = {list("cs.RO", ListingState::fresh)};
  digest.lists.front().gaps = {Date(2026, 11, 3)};
  EXPECT_THAT(mail_subject(digest, {}), Not(HasSubstr("missing")));
}

TEST(MailSubject, SumsThePapersOfAllSections) {
  digest::Digest digest = a_digest();
  digest.sections.push_back(digest.sections.front());
  digest.sections[1].focus_name = "robots";
  digest.sections[1].considered = 483;
  digest.minutes = 3.5;
  EXPECT_EQ(mail_subject(digest, {}), "papercup: 2 of 2,000, 4 min, preference-learning, robots");
}

TEST(MailSubject, SaysAMinuteForLess) {
  digest::Digest digest = a_digest();
  digest.minutes = 0.4;
  EXPECT_THAT(mail_subject(digest, {}), HasSubstr(", 1 min,"));
  digest.minutes = 1.5;
  EXPECT_THAT(mail_subject(digest, {}), HasSubstr(", 2 min,"));
}

TEST(MailSubject, IsNoLongerThanASubjectShouldBe) {
  digest::Digest digest = a_digest();
  digest.sections[0].focus_name = std::string(60, 'x');
  EXPECT_EQ(mail_subject(digest, {}), "papercup: 1 of 1,517, 1 min, " + std::string(39, 'x') + "…");
}

TEST(MailMessage, SaysHowToTeachByTheFirstPaperThatIsShown) {
  digest::Digest digest = a_digest();
  digest.sections.insert(digest.sections.begin(), digest.sections.front());
  digest.sections[0].papers.clear();
  digest.sections[1].focus = "robots";
  const std::string message = mail_message(digest, a_letter(), {});
  EXPECT_THAT(message, HasSubstr("papercup like 2611.90835 --focus robots"));
  digest.sections[1].papers.clear();
  EXPECT_THAT(mail_message(digest, a_letter(), {}), Not(HasSubstr("papercup like")));
}

TEST(MailMessage, NamesNoListThatIsComplete) {
  digest::Digest digest = a_digest();
  digest.lists = {list("cs.RO", ListingState::fresh)};
  EXPECT_THAT(mail_message(digest, a_letter(), {}), Not(HasSubstr("missing")));
}

TEST(MailMessage, GoesToEverybodyItNames) {
  Letter letter = a_letter();
  letter.to.push_back({"", "ada@example.org"});
  const std::string message = mail_message(a_digest(), letter, {});
  EXPECT_THAT(message, HasSubstr("<linnea@example.org>, ada@example.org\r\n"));
}

TEST(MailMessage, HasNoAddressToUnsubscribeIfNoneIsGiven) {
  EXPECT_EQ(headers_named(mail_message(a_digest(), a_letter(), {}), "List-Unsubscribe"), 0U);
}

}  // namespace
}  // namespace papercup::render
