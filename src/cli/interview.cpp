#include "cli/interview.hpp"

#include <algorithm>
#include <charconv>
#include <istream>
#include <ostream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/selection.hpp"
#include "cli/references/profile.hpp"
#include "cli/references/reference_list.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kOfferedCategories = 12;

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

std::string shortened(std::string_view name, std::size_t size) {
  return std::string(name.substr(0, size));
}

class Interview {
 public:
  Interview(const Session& session, const GivenAnswers& given) : session_(session), given_(given) {}

  Answers hold() {
    Answers answers;
    answers.about = given_.about ? *given_.about : ask_about();
    answers.categories = given_.categories ? *given_.categories : ask_categories();
    Examples examples = given_.likes ? *given_.likes : ask_likes();
    answers.likes = std::move(examples.papers);
    answers.keywords = std::move(examples.keywords);
    answers.contact = given_.contact ? *given_.contact : ask_contact();
    return answers;
  }

 private:
  void say(std::string_view text) const { session_.environment().err << text << std::flush; }

  std::string answer() const {
    say("   > ");
    std::string line;
    if (!std::getline(session_.environment().in, line)) {
      say("\n");
      throw Error(ErrorKind::interrupted, "nothing was written: the answers broke off");
    }
    const std::vector<std::string> whole = parts_of(line, "\n");
    return whole.empty() ? std::string() : whole.front();
  }

  std::string ask_about() const {
    say("1/4  What do you work on? One or two sentences, as to a colleague.\n"
        "     Until you have liked some papers, this decides the ranking.\n");
    for (;;) {
      std::string about = answer();
      if (!about.empty()) return about;
      say("     A few words are enough: what would you tell a colleague?\n");
    }
  }

  std::vector<Category> ask_categories() {
    say("\n2/4  Which arXiv categories? Codes, or a word to look up (robot, vision, ?).\n");
    std::vector<Category> chosen;
    for (;;) {
      const std::string text = answer();
      if (text.empty() && !chosen.empty()) break;
      const bool is_settled = take_categories(text, chosen);
      if (is_settled && !chosen.empty()) break;
    }
    std::vector<std::string> names;
    names.reserve(chosen.size());
    for (const Category& category : chosen) names.push_back(category.to_string());
    say(fmt::format("     {}.\n", fmt::join(names, " and ")));
    return chosen;
  }

  // Whether everything in the answer was understood, with nothing left to choose from.
  bool take_categories(const std::string& text, std::vector<Category>& chosen) {
    bool is_settled = true;
    const bool has_comma = text.find(',') != std::string::npos;
    for (const std::string& part : parts_of(text, has_comma ? "," : " ")) {
      if (const auto number = number_in(part)) {
        add(chosen, offered_.at(*number - 1));
      } else if (find_category(part) != nullptr || is_archive(part)) {
        add(chosen, part);
      } else {
        is_settled = offer(part) && is_settled;
      }
    }
    return is_settled;
  }

  std::optional<std::size_t> number_in(const std::string& text) const {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (number == 0 || number > offered_.size()) return std::nullopt;
    return number;
  }

  static void add(std::vector<Category>& chosen, const std::string& name) {
    const Category category(name);
    if (std::find(chosen.begin(), chosen.end(), category) == chosen.end()) {
      chosen.push_back(category);
    }
  }

  // Shows what a word may mean; false, since a choice has to follow.
  bool offer(const std::string& word) {
    std::vector<const CategoryInfo*> found = search_categories(word == "?" ? "" : word);
    offered_.clear();
    if (found.empty()) {
      for (const std::string& near : nearest_categories(word)) {
        if (const CategoryInfo* info = find_category(near)) found.push_back(info);
      }
    }
    if (found.empty()) {
      say(fmt::format("     {}: nothing found. ? lists them all.\n", word));
      return false;
    }
    const std::size_t shown =
        word == "?" ? found.size() : std::min(found.size(), kOfferedCategories);
    for (std::size_t i = 0; i < shown; ++i) {
      offered_.emplace_back(found[i]->id);
      say(fmt::format("     {:<10} {:<12} {:<42} [{}]\n", i == 0 ? word + ":" : "", found[i]->id,
                      shortened(found[i]->name, 42), i + 1));
    }
    if (shown < found.size()) {
      say(fmt::format("     and {} more; another word tells them apart\n", found.size() - shown));
    }
    return false;
  }

  Examples ask_likes() const {
    say("\n3/4  Papers you already like: ids, links or a .bib/.ris/.json file.\n"
        "     Three good ones are plenty; Enter for none.\n");
    for (;;) {
      try {
        Examples examples = parse_examples(session_, answer());
        const std::size_t papers = examples.papers.size();
        if (papers > 0) say(fmt::format("     {} {}.\n", papers, papers == 1 ? "paper" : "papers"));
        if (!examples.keywords.empty()) {
          say(fmt::format("     {} keywords from those that arXiv does not have.\n",
                          examples.keywords.size()));
        }
        return examples;
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage && error.kind() != ErrorKind::failure) throw;
        say(fmt::format("     {}\n", error.message()));
      }
    }
  }

  std::string ask_contact() const {
    say("\n4/4  A contact address for arXiv's operators, sent with each request.\n"
        "     Good manners, not required; Enter for none.\n");
    return answer();
  }

  const Session& session_;
  const GivenAnswers& given_;
  std::vector<std::string> offered_;
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
  const std::vector<std::string> parts =
      is_reference_list(session, text) ? std::vector<std::string>{text} : parts_of(text, ", ");
  for (const std::string& part : parts) {
    if (!names_reference_list(part)) {
      examples.papers.push_back(PaperRef::parse(part).id);
      continue;
    }
    const store::Store store =
        session.open_store(store::OpenMode::read_only, NamedFolder::may_be_new);
    const ReferenceList list = read_reference_list(session, store, part);
    for (const auto* ids : {&list.stored, &list.not_stored}) {
      examples.papers.insert(examples.papers.end(), ids->begin(), ids->end());
    }
    examples.keywords = keywords_of(list.others);
  }
  return examples;
}

Answers interview(const Session& session, const GivenAnswers& given) {
  return Interview(session, given).hold();
}

}  // namespace papercup::cli
