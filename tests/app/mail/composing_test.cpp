#include "papercup/app/composing.hpp"

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"

namespace papercup::app {
namespace {

// What is sent of days without a paper above the line, by send_empty.
class EmptyMailTest : public MailTest {
 protected:
  // How many mails a day has given.
  std::size_t mails_of_day(const std::string& wish, unsigned day) {
    configure("to = ['ada@example.org']\nsend_empty = '" + wish + "'\n");
    const std::size_t before = server.ended.size();
    be_at(day, 12);
    mail(0);
    return server.ended.size() - before;
  }
};

TEST_F(EmptyMailTest, OfAListThatReachedNothingAndOfOneWithoutPapers) {
  folder.write("config/focus/rewards.toml", "about = 'zzyzx quux'\ncategories = ['cs.LG']\n");
  struct Case {
    const char* wish;
    unsigned day;  // with a day behind it that has a list, too
    std::size_t nothing_reached, nothing_came;
  };
  for (const Case& each :
       {Case{"never", 16, 0, 0}, Case{"quiet", 18, 1, 0}, Case{"always", 23, 1, 1}}) {
    have_papers(each.day);
    EXPECT_EQ(mails_of_day(each.wish, each.day), each.nothing_reached) << each.wish;
    have_list(Date(2026, 11, each.day + 1), ListingState::quiet);
    EXPECT_EQ(mails_of_day(each.wish, each.day + 1), each.nothing_came) << each.wish;
  }
}

}  // namespace
}  // namespace papercup::app
