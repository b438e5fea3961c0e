#include <gtest/gtest.h>

#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::config {
namespace {

class MailOptions : public testing::Test {
 protected:
  MailSettings read(const std::string& text) {
    const Config config = load_config(folder_.write("config.toml", "[mail]\n" + text));
    EXPECT_TRUE(config.warnings.empty());
    return config.mail;
  }
  std::string error_of(const std::string& text) {
    try {
      read(text);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      return error.message();
    }
    return {};
  }

  support::TemporaryFolder folder_;
};

TEST_F(MailOptions, ServerBringsItsPortAndItsSecurity) {
  EXPECT_EQ(read("server = \"smtp.example.org\"").port, 587);
  EXPECT_EQ(read("server = \"smtp.example.org\"").security, MailSecurity::starttls);
  EXPECT_EQ(read("server = \"smtp.example.org:465\"").security, MailSecurity::tls);
  EXPECT_EQ(read("server = \"smtps://smtp.example.org\"").port, 465);
  EXPECT_EQ(read("server = \"smtp://[::1]:2525/\"\nsecurity = \"none\"").host, "::1");
  EXPECT_EQ(read("server = \"localhost\"\nsecurity = \"none\"").port, 25);
}

TEST_F(MailOptions, RefuseWhatCannotBeMeant) {
  EXPECT_NE(error_of("server = \"smtp.example.org:none\""), "");
  EXPECT_NE(error_of("server = \"a b\""), "");
  EXPECT_NE(error_of("server = \"a\\r\\nb\""), "");
  EXPECT_NE(error_of("server = \"smtp.example.org\"\ncommand = \"msmtp -t\""), "");
  EXPECT_NE(error_of("security = \"maybe\""), "");
  EXPECT_NE(error_of("to = [\"nobody\"]"), "");
  EXPECT_NE(error_of("from = \"a@b.org\\r\\nBcc: c@d.org\""), "");
  EXPECT_NE(error_of("unsubscribe = \"https://a.org/>\\r\\nX: y\""), "");
  EXPECT_NE(error_of("send_by = \"25:00\""), "");
  EXPECT_NE(error_of("send_by = \"9\""), "");
  EXPECT_NE(error_of("send_empty = \"sometimes\""), "");
}

TEST_F(MailOptions, KeepThePasswordInOnePlaceAndOffTheNetwork) {
  EXPECT_NE(error_of("password_file = \"a\"\npassword_env = \"B\""), "");
  EXPECT_NE(error_of("server = \"smtp.example.org\"\nuser = \"a\"\nsecurity = \"none\""), "");
  EXPECT_EQ(error_of("server = \"127.0.0.1:2525\"\nuser = \"a\"\nsecurity = \"none\""), "");
}

TEST_F(MailOptions, SayWhenAndToWhom) {
  const MailSettings mail = read(
      "to = [\"Ada Byron <ada@example.org>\", \"b@example.org\"]\nsend_by = \"7:30\"\n"
      "send_empty = \"never\"");
  EXPECT_EQ(mail.to.size(), 2U);
  EXPECT_EQ(mail.to[0].name, "Ada Byron");
  EXPECT_EQ(mail.send_by, std::chrono::minutes(450));
  EXPECT_EQ(mail.send_empty, SendEmpty::never);
  EXPECT_FALSE(read("send_by = \"\"").send_by);
  EXPECT_EQ(read("").send_by, std::chrono::minutes(540));
  EXPECT_EQ(read("to = \"ada@example.org\"").to.size(), 1U);
}

TEST_F(MailOptions, AreWrittenAsTheyAreRead) {
  const std::string text =
      "server = \"smtp.example.org:465\"\nuser = \"ada\"\npassword_command = \"pass show mail\"\n"
      "from = \"Ada <ada@example.org>\"\nto = [\"b@example.org\"]\nsend_by = \"\"\n"
      "unsubscribe = \"mailto:ada@example.org\"\nsend_empty = \"always\"\n";
  const Config config = load_config(folder_.write("config.toml", "[mail]\n" + text));
  MailSettings shown = config.mail;
  shown.password_command = "pass ***";
  EXPECT_EQ(load_config(folder_.write("again.toml", config_text(config))).mail, shown);
  EXPECT_EQ(load_config(folder_.write("again.toml", config_template(config))).mail, config.mail);
}

TEST_F(MailOptions, FocusesNameAddressesOnly) {
  const auto error = [&] {
    try {
      load_focus_file(folder_.write("focus.toml", "to = [\"a@b.org\", \"nobody\"]\n"));
    } catch (const Error& caught) {
      return caught.message();
    }
    return std::string();
  };
  EXPECT_NE(error().find("'nobody' is not a mail address"), std::string::npos);
}

}  // namespace
}  // namespace papercup::config
