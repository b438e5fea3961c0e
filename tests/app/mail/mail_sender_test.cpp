#include "app/mail/mail_sender.hpp"

#include <optional>

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using testing::HasSubstr;
using testing::IsEmpty;

class MailServerTest : public MailTest {
 protected:
  // With a user and a place of the password.
  std::string password(const std::string& place) {
    configure("to = ['ada@example.org']\nuser = 'ada'\n" + place);
    return mail_server(context()).password;
  }
  // Why there is no password.
  std::string complaint(const std::string& place) {
    try {
      return "found: " + password(place);
    } catch (const Error& error) {
      return error.message();
    }
  }
};

TEST_F(MailServerTest, TrustsTheCertificatesOfTheConfigurationThenThoseThatCurlTrusts) {
  EXPECT_THAT(mail_server(context()).authorities, IsEmpty());
  variables["SSL_CERT_FILE"] = "/etc/ssl/own.pem";
  EXPECT_EQ(mail_server(context()).authorities, "/etc/ssl/own.pem");
  variables["CURL_CA_BUNDLE"] = "/etc/ssl/curl.pem";
  EXPECT_EQ(mail_server(context()).authorities, "/etc/ssl/curl.pem");
  configure("to = ['ada@example.org']\nca_file = '/etc/ssl/mail.pem'\n");
  EXPECT_EQ(mail_server(context()).authorities, "/etc/ssl/mail.pem");
}

TEST_F(MailServerTest, NeedsNoPasswordWithoutAUser) {
  const net::MailServer configured = mail_server(context());
  EXPECT_EQ(configured.host, "localhost");
  EXPECT_EQ(configured.port, 2525);
  EXPECT_EQ(configured.user, "");
  EXPECT_EQ(configured.password, "");
}

TEST_F(MailServerTest, ThePasswordIsTheFirstLineOfAFile) {
  folder.write("config/word", "secret \r\nand more\n");
  folder.write("word", "at home");
  EXPECT_EQ(password("password_file = 'word'\n"), "secret ") << "beside config.toml";
  EXPECT_EQ(password("password_file = '~/word'\n"), "at home");
  EXPECT_EQ(password("password_file = '" + (folder.path() / "word").string() + "'\n"), "at home");
  folder.write("word", "\nsecret\n");
  EXPECT_THAT(complaint("password_file = '~/word'\n"), HasSubstr("there is no password in"));
}

TEST_F(MailServerTest, APasswordFileThatOthersMayReadIsNoted) {
  using std::filesystem::perms;
  const auto file = folder.write("config/word", "secret\n");
  std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
  password("password_file = 'word'\n");
  EXPECT_THAT(notes, IsEmpty());
  for (const perms others : {perms::group_read, perms::others_read}) {
    notes.clear();
    std::filesystem::permissions(file, perms::owner_read | others);
    password("password_file = 'word'\n");
    EXPECT_THAT(notes, testing::ElementsAre(HasSubstr("can be read by others: chmod 600")));
  }
}

TEST_F(MailServerTest, ThePasswordIsTheFirstLineThatACommandPrints) {
  system::ShellResult result{0, true, "secret\nmore\n"};
  run_shell = [&](const std::string& command, std::string_view) {
    EXPECT_EQ(command, "pass show mail");
    return result;
  };
  const std::string place = "password_command = 'pass show mail'\n";
  EXPECT_EQ(password(place), "secret");
  result.exit_code = 1;
  EXPECT_EQ(complaint(place), "password_command failed: pass ***");
  result = {std::nullopt, true, "secret\n"};
  EXPECT_EQ(complaint(place), "password_command failed: pass ***");
}

TEST_F(MailServerTest, ThePasswordIsInAVariableOrAmongTheCredentialsOfTheService) {
  variables["MAIL_WORD"] = "secret";
  EXPECT_EQ(password("password_env = 'MAIL_WORD'\n"), "secret");
  EXPECT_EQ(complaint("password_env = 'OTHER'\n"),
            "the variable OTHER with the mail password is not set");
  EXPECT_EQ(complaint(""), "there is a user for the mail server, and no password");
  folder.write("papercup-mail-password", "of the service\n");
  variables["CREDENTIALS_DIRECTORY"] = folder.path().string();
  EXPECT_EQ(password(""), "of the service");
  EXPECT_EQ(password("password_env = 'MAIL_WORD'\n"), "secret") << "what is configured comes first";
}

class MailCommandTest : public MailTest {
 protected:
  void SetUp() override {
    MailTest::SetUp();
    folder.write("config/config.toml",
                 "[mail]\ncommand = '/usr/sbin/sendmail -t'\nto = ['ada@example.org']\n");
    run_shell = [this](const std::string&, std::string_view input) {
      given_ = input;
      return result_;
    };
  }

  net::MailReply reply_to(const system::ShellResult& result) {
    result_ = result;
    const Context context = this->context();
    return make_mail_sender(context)->send({}, "the message", [] { return true; });
  }

  std::string given_;
  system::ShellResult result_;
};

TEST_F(MailCommandTest, ItsExitCodeSaysWhatBecameOfTheMail) {
  struct Case {
    int code;
    MailOutcome outcome;
  };
  for (const Case& each : {Case{0, MailOutcome::accepted}, Case{65, MailOutcome::refused},
                           Case{67, MailOutcome::refused}, Case{68, MailOutcome::unavailable},
                           Case{69, MailOutcome::unavailable}, Case{71, MailOutcome::unavailable},
                           Case{74, MailOutcome::unavailable}, Case{75, MailOutcome::unavailable},
                           Case{64, MailOutcome::rejected}, Case{77, MailOutcome::rejected},
                           Case{78, MailOutcome::rejected}, Case{126, MailOutcome::rejected},
                           Case{127, MailOutcome::rejected}, Case{1, MailOutcome::deferred},
                           Case{70, MailOutcome::deferred}, Case{255, MailOutcome::deferred}}) {
    const net::MailReply reply = reply_to({each.code, true, ""});
    EXPECT_EQ(reply.outcome, each.outcome) << each.code;
    EXPECT_EQ(given_, "the message");
    const bool is_accepted = each.outcome == MailOutcome::accepted;
    EXPECT_EQ(reply.text.find("exit code") == std::string::npos, is_accepted) << reply.text;
  }
}

TEST_F(MailCommandTest, OneThatIsKilledMayHaveSentTheMailAndOneThatCannotStartHasNot) {
  EXPECT_EQ(reply_to({std::nullopt, true, ""}).outcome, MailOutcome::uncertain);
  EXPECT_EQ(reply_to({std::nullopt, false, ""}).outcome, MailOutcome::unavailable);
}

TEST_F(MailCommandTest, IsNotRunIfAnotherRunSendsTheMail) {
  const Context context = this->context();
  const net::MailReply reply =
      make_mail_sender(context)->send({}, "the message", [] { return false; });
  EXPECT_EQ(reply.outcome, MailOutcome::deferred);
  EXPECT_EQ(given_, "");
}

}  // namespace
}  // namespace papercup::app
