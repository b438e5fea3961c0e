#include "cli/interview/interview.hpp"

#include <algorithm>
#include <istream>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include "cli/command_line/selection.hpp"
#include "cli/interview/category_question.hpp"
#include "papercup/app/reference_list.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

// The parts between commas; without a comma, between blanks.
std::vector<std::string> parts_of(const std::string& text, std::string_view dividers) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of(dividers, start), text.size());
    std::string part = text.substr(start, end - start);
    part.erase(0, std::min(part.find_first_not_of(" \t\r"), part.size()));
    part.erase(part.find_last_not_of(" \t\r") + 1);
    if (!part.empty()) parts.push_back(std::move(part));
    start = end + 1;
  }
  return parts;
}

// What the reader typed for the question before.
constexpr std::string_view kBack = "<";

class Interview {
 public:
  Interview(const Session& session, const GivenAnswers& given) : session_(session), given_(given) {}

  Answers hold() {
    const std::vector<Question> questions = questions_to_ask();
    std::string gap;
    for (std::size_t at = 0; at < questions.size(); gap = "\n") {
      const std::string place = fmt::format("{}{}/{}  ", gap, at + 1, questions.size());
      if ((this->*questions[at])(place)) {
        ++at;
      } else if (at > 0) {
        --at;
      } else {
        say("     This is the first question.\n");
      }
    }
    return answers_;
  }

 private:
  // Asks until there is an answer, and puts it into answers_. False if the reader wants to go
  // back to the question before; `place` is its number among all.
  using Question = bool (Interview::*)(const std::string& place);

  // Those without an answer; what was given is an answer.
  std::vector<Question> questions_to_ask() {
    std::vector<Question> questions;
    if (given_.about) answers_.about = *given_.about;
    if (!given_.about) questions.push_back(&Interview::ask_about);
    if (given_.categories) answers_.categories = *given_.categories;
    if (!given_.categories) questions.push_back(&Interview::ask_categories);
    if (given_.likes) take_examples(*given_.likes);
    if (!given_.likes) questions.push_back(&Interview::ask_likes);
    if (given_.contact) answers_.contact = *given_.contact;
    if (!given_.contact) questions.push_back(&Interview::ask_contact);
    return questions;
  }

  void say(std::string_view text) const { session_.say(text); }

  std::string answer() const {
    say("   > ");
    std::string line;
    if (!std::getline(session_.environment().in, line)) {
      say("\n");
      throw Error(ErrorKind::interrupted, "nothing was written: the answers broke off",
                  "papercup init asks again.");
    }
    const std::vector<std::string> whole = parts_of(line, "\n");
    return whole.empty() ? std::string() : whole.front();
  }

  bool ask_about(const std::string& place) {
    say(place +
        "What do you work on? One or two sentences, as to a colleague.\n"
        "     Until you have liked some papers, this decides the ranking.\n");
    for (;;) {
      std::string about = answer();
      if (about == kBack) return false;
      if (!about.empty()) {
        answers_.about = std::move(about);
        return true;
      }
      say("     A few words are enough: what would you tell a colleague?\n");
    }
  }

  bool ask_categories(const std::string& place) {
    say(place + "Which arXiv categories? Codes, or a word to look up (robots, dark matter, ?).\n");
    say(categories_.standing_text());
    for (bool is_done = false; !is_done;) {
      const std::string text = answer();
      if (text == kBack) {
        categories_ = {};  // a reader who goes back this far begins anew
        return false;
      }
      say(categories_.take(text));
      is_done = categories_.is_settled();
    }
    say(fmt::format("     {}.\n", categories_.chosen_text()));
    answers_.categories = categories_.chosen();
    return true;
  }

  void take_examples(const Examples& examples) {
    answers_.likes = examples.papers;
    answers_.keywords = examples.keywords;
  }

  bool ask_likes(const std::string& place) {
    say(place +
        "Papers you already like: ids, links or a .bib/.ris/.json file.\n"
        "     Three good ones are plenty; Enter for none.\n");
    for (;;) {
      const std::string text = answer();
      if (text == kBack) return false;
      try {
        const Examples examples = parse_examples(session_, text);
        if (!examples.papers.empty()) {
          say(fmt::format("     {}.\n", text::counted(examples.papers.size(), "paper")));
        }
        if (!examples.keywords.empty()) {
          say(fmt::format("     {} from those that arXiv does not have.\n",
                          text::counted(examples.keywords.size(), "keyword")));
        }
        take_examples(examples);
        return true;
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage && error.kind() != ErrorKind::failure) throw;
        say(fmt::format("     {}\n", error.message()));
      }
    }
  }

  bool ask_contact(const std::string& place) {
    say(place +
        "A contact address for arXiv's operators, sent with each request.\n"
        "     Good manners, not required; Enter for none.\n");
    std::string contact = answer();
    if (contact == kBack) return false;
    answers_.contact = std::move(contact);
    return true;
  }

  const Session& session_;
  const GivenAnswers& given_;
  CategoryQuestion
      categories_;  // what was chosen stays when the reader comes back from the next question
  Answers answers_;
};

}  // namespace

std::vector<Category> parse_category_list(const std::string& text) {
  std::vector<Category> categories;
  for (const std::string& name : parts_of(text, ", ")) {
    if (find_category(name) == nullptr && !is_archive(name)) refuse_unknown_category(name);
    categories.emplace_back(name);
  }
  return categories;
}

Examples parse_examples(const Session& session, const std::string& text) {
  Examples examples;
  // The name of a file may have blanks in it, so the whole comes first.
  const std::vector<std::string> parts = app::is_reference_list(session, text)
                                             ? std::vector<std::string>{text}
                                             : divide_references(text);
  for (const std::string& part : parts) {
    if (!app::names_reference_list(part)) {
      examples.papers.push_back(PaperRef::parse(part).id);
      continue;
    }
    const store::Store store =
        session.open_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    const app::ReferenceList list = session.told(app::read_reference_list(session, store, part));
    for (const auto* ids : {&list.stored, &list.not_stored}) {
      examples.papers.insert(examples.papers.end(), ids->begin(), ids->end());
    }
    examples.keywords = app::keywords_of(list.others);
  }
  return examples;
}

Answers interview(const Session& session, const GivenAnswers& given) {
  return Interview(session, given).hold();
}

}  // namespace papercup::cli
