#include "cli/command_line/options.hpp"

#include <gmock/gmock.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Words = std::vector<std::string>;

enum class Taste { sweet, sour };

constexpr auto kTasteNames = names_of<Taste>({{Taste::sweet, "sweet"}, {Taste::sour, "sour"}});

// Options of each kind on a command that has none of its own.
class OptionsTest : public testing::Test {
 protected:
  OptionsTest() {
    add_flag(command(), "--loud,-l", loud, "a flag");
    add_value(command(), "--name,-n", "NAME", name, "a value");
    add_repeatable(command(), "--each,-e", "E", each, "values");
    add_choice(command(), "--taste", kTasteNames, taste, "a choice");
  }

  CLI::App& command() { return declared_.app; }
  bool parse(const Words& arguments) { return cli::parse(command(), arguments); }

  // What is said of the mistake in these arguments.
  std::string mistake(const Words& arguments) {
    try {
      parse(arguments);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      return error.message();
    }
    return "";
  }

  GlobalOptions globals;
  bool loud = false;
  std::optional<std::string> name, word;
  Words each, words;
  Taste taste = Taste::sweet;

 private:
  std::shared_ptr<CLI::App> command_line_ = make_command_line(globals);
  Declared declared_ = declare(*find_command("config path"), *command_line_, globals);
};

TEST_F(OptionsTest, WhatIsNotGivenKeepsItsValue) {
  name = "Ada";
  taste = Taste::sour;
  EXPECT_FALSE(parse({}));
  EXPECT_FALSE(loud);
  EXPECT_EQ(name, "Ada");
  EXPECT_EQ(taste, Taste::sour);
}

TEST_F(OptionsTest, TheLastValueHolds) {
  parse({"--name", "Ada", "--taste", "sour", "-n", "Emmy", "--taste=sweet"});
  EXPECT_EQ(name, "Emmy");
  EXPECT_EQ(taste, Taste::sweet);
}

TEST_F(OptionsTest, ARepeatableOptionTakesOneValueEachTime) {
  add_argument(command(), "WORD", word, "an argument");
  parse({"--each", "a", "b", "-e", "c", "--each=d"});
  EXPECT_THAT(each, ElementsAre("a", "c", "d"));
  EXPECT_EQ(word, "b");
}

TEST_F(OptionsTest, NothingIsAValueToo) {
  add_argument(command(), "WORD", word, "an argument");
  parse({"--name", "", "--each", "", ""});
  EXPECT_EQ(name, "");
  EXPECT_THAT(each, ElementsAre(""));
  EXPECT_EQ(word, "");
}

TEST_F(OptionsTest, BracketsAreTakenAsTheyAre) {
  add_arguments(command(), "WORDS", words, "arguments");
  parse({"[a,b]", "--each", "[c,d]", "--name=[e]", "[]"});
  EXPECT_THAT(words, ElementsAre("[a,b]", "[]"));
  EXPECT_THAT(each, ElementsAre("[c,d]"));
  EXPECT_EQ(name, "[e]");
}

TEST_F(OptionsTest, AValueMayLookLikeAnOption) {
  parse({"--name", "--loud", "--each", "-5", "--each", "--"});
  EXPECT_EQ(name, "--loud");
  EXPECT_THAT(each, ElementsAre("-5", "--"));
  EXPECT_FALSE(loud);
}

TEST_F(OptionsTest, LettersCanBeJoined) {
  parse({"-lqn5", "-lq"});
  EXPECT_TRUE(loud);
  EXPECT_TRUE(globals.quiet);
  EXPECT_EQ(name, "5");
}

TEST_F(OptionsTest, AMissingValueIsToldByTheLongName) {
  for (const Words& arguments : std::vector<Words>{{"--name"}, {"-n"}, {"-ln"}, {"--name="}}) {
    EXPECT_EQ(mistake(arguments), "--name needs a value");
  }
  EXPECT_EQ(mistake({"--help", "--name"}), "--name needs a value");
  EXPECT_EQ(mistake({"--name=", "--help"}), "--name needs a value");
}

TEST_F(OptionsTest, AFlagTakesNoValue) {
  for (const char* argument : {"--loud=yes", "--loud=true", "--loud=", "--loud={}"}) {
    EXPECT_EQ(mistake({argument}), "--loud takes no value") << argument;
  }
  EXPECT_FALSE(loud);
}

TEST_F(OptionsTest, AnUnknownOptionIsToldWithTheNearestBeforeAllElse) {
  add_arguments(command(), "THINGS", words, "arguments");
  EXPECT_EQ(mistake({"--nmae=x"}), "unknown option '--nmae'; did you mean --name?");
  EXPECT_EQ(mistake({"--taste", "bitter", "--zzzzzz"}), "unknown option '--zzzzzz'");
  EXPECT_EQ(mistake({"-lZ", "a"}), "unknown option '-Z'");
  EXPECT_EQ(mistake({"--nam", "x"}), "unknown option '--nam'; did you mean --name?");
}

TEST_F(OptionsTest, NothingWithADashIsAnArgumentBeforeTwoDashes) {
  add_arguments(command(), "THINGS", words, "arguments");
  for (const char* argument : {"-5", "---", "-!", "- x"}) {
    EXPECT_THAT(mistake({"a", argument}), HasSubstr("unknown option")) << argument;
  }
  parse({"-", "--", "-5", "--loud", "--", "--zzzzzz"});
  EXPECT_THAT(words, ElementsAre("-", "-5", "--loud", "--", "--zzzzzz"));
  EXPECT_FALSE(loud);
}

TEST_F(OptionsTest, TwoPlusesAreAnArgument) {
  add_arguments(command(), "WORDS", words, "arguments");
  parse({"c", "++", "-l"});
  EXPECT_THAT(words, ElementsAre("c", "++"));
  EXPECT_TRUE(loud);
}

TEST_F(OptionsTest, OneArgumentIsOne) {
  add_argument(command(), "WORD", word, "an argument");
  parse({});
  EXPECT_EQ(word, std::nullopt);
  EXPECT_EQ(mistake({"a", "b", "c"}), "unexpected argument 'b'");
  EXPECT_EQ(mistake({"a", "--", "-b"}), "unexpected argument '-b'");
  EXPECT_EQ(mistake({"a", "b", "--taste", "bitter"}), "unknown taste 'bitter'");
}

TEST_F(OptionsTest, WithoutAnArgumentNoneIsTaken) {
  EXPECT_EQ(mistake({"a"}), "unexpected argument 'a'");
  EXPECT_EQ(mistake({"--", "--loud"}), "unexpected argument '--loud'");
  EXPECT_EQ(mistake({"--"}), "");
}

TEST_F(OptionsTest, OfSeveralArgumentsOneHasToBeThere) {
  add_arguments(command(), "WORDS", words, "arguments");
  EXPECT_EQ(mistake({"-l"}), "WORDS is missing");
  EXPECT_EQ(mistake({"--"}), "WORDS is missing");
  EXPECT_EQ(mistake({"--zzzzzz"}), "unknown option '--zzzzzz'");
  EXPECT_EQ(mistake({"--taste", "bitter"}), "unknown taste 'bitter'");
}

TEST_F(OptionsTest, OnlyTheLastChoiceIsLookedAt) {
  EXPECT_EQ(mistake({"--taste", "swete"}), "unknown taste 'swete'; did you mean sweet?");
  EXPECT_EQ(mistake({"--taste", "sour", "--taste", "SWEET"}),
            "unknown taste 'SWEET'; did you mean sweet?");
  EXPECT_EQ(mistake({"--taste", "bitter", "--taste", "sour"}), "");
  EXPECT_EQ(taste, Taste::sour);
}

TEST_F(OptionsTest, AChoiceMayBeAmongSome) {
  add_choice(command(), "--other", kTasteNames, taste, "a choice", {Taste::sour});
  EXPECT_EQ(mistake({"--other", "sweet"}), "unknown other 'sweet'");
  parse({"--other", "sour"});
  EXPECT_EQ(taste, Taste::sour);
}

TEST_F(OptionsTest, WhoAsksForHelpGetsItWhateverElseIsWrong) {
  add_arguments(command(), "WORDS", words, "arguments");
  for (const Words& wrong :
       std::vector<Words>{{}, {"--zzzzzz"}, {"-5"}, {"--taste", "bitter"}, {"--color", "blue"}}) {
    Words before{"--help", "--width", "60"}, after = wrong;
    before.insert(before.end(), wrong.begin(), wrong.end());
    after.emplace_back("-h");
    EXPECT_TRUE(parse(before));
    EXPECT_EQ(globals.width, "60");
    EXPECT_TRUE(parse(after));
  }
  EXPECT_FALSE(parse({"--", "--help"}));
}

class SearchWordsTest : public OptionsTest {
 protected:
  SearchWordsTest() {
    add_value(command(), "--limit,-m", "N", limit, "a number");
    add_value(command(), "--category,-c", "C", category, "a category");
    add_arguments(command(), std::string(kSearchWords), words, "words");
  }

  std::optional<std::string> limit, category;
};

TEST_F(SearchWordsTest, AWordWithADashIsOneOfThem) {
  EXPECT_FALSE(parse({"glucose", "-methods", "-l", "insulin", "-2d", "-loudness"}));
  EXPECT_THAT(words, ElementsAre("glucose", "insulin", "-methods", "-2d", "-loudness"));
  EXPECT_TRUE(loud);
  EXPECT_EQ(name, std::nullopt);
}

TEST_F(SearchWordsTest, ShortOptionsWithTheirValuesAreOptions) {
  EXPECT_FALSE(parse({"x", "-m5", "-ccs.LG", "-lm", "6", "-cond", "-mass", "-cs.XX"}));
  EXPECT_EQ(limit, "6");
  EXPECT_EQ(category, "s.XX") << "a category, if a wrong one";
  EXPECT_THAT(words, ElementsAre("x", "-cond", "-mass"));
}

TEST_F(SearchWordsTest, TheValueOfAnOptionIsNoWord) {
  EXPECT_FALSE(parse({"--name", "-methods", "-m", "-5", "x"}));
  EXPECT_EQ(name, "-methods");
  EXPECT_EQ(limit, "-5");
  EXPECT_THAT(words, ElementsAre("x"));
}

TEST_F(SearchWordsTest, OtherDashesAreMistakesOrFollowTheEndOfOptions) {
  EXPECT_THAT(mistake({"x", "--methods"}), HasSubstr("unknown option '--methods'"));
  EXPECT_THAT(mistake({"x", "-5"}), HasSubstr("unknown option '-5'"));
  EXPECT_EQ(mistake({"x", "-methods", "--limit"}), "--limit needs a value");
}

TEST_F(SearchWordsTest, AfterTheEndOfOptionsEverythingIsOne) {
  EXPECT_FALSE(parse({"-methods", "x", "--", "-l", "--limit"}));
  EXPECT_THAT(words, ElementsAre("x", "-methods", "-l", "--limit"));
  EXPECT_FALSE(loud);
}

}  // namespace
}  // namespace papercup::cli
