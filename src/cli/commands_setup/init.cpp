#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/option_values.hpp"
#include "cli/digesting/digest_run.hpp"
#include "cli/fetching/fetching.hpp"
#include "cli/interview.hpp"
#include "cli/learning/foci.hpp"
#include "cli/session.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_folder.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/file_input.hpp"
#include "papercup/core/file_output.hpp"

namespace papercup::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  std::optional<std::string> name, about, contact;
  std::vector<std::string> categories, likes;
  bool no_fetch = false;
};

GivenAnswers given_answers(const Session& session, const InitOptions& options) {
  GivenAnswers given;
  given.about = options.about;
  given.contact = options.contact;
  if (!options.categories.empty()) {
    given.categories.emplace();
    for (const std::string& text : options.categories) {
      for (Category& category : parse_category_list(text)) {
        given.categories->push_back(std::move(category));
      }
    }
  }
  if (!options.likes.empty()) {
    given.likes.emplace();
    for (const std::string& text : options.likes) {
      Examples examples = parse_examples(session, text);
      for (ArxivId& id : examples.papers) given.likes->papers.push_back(std::move(id));
      for (Keyword& keyword : examples.keywords) {
        given.likes->keywords.push_back(std::move(keyword));
      }
    }
  }
  return given;
}

// With flags, or without somebody to ask, nothing is asked.
Answers find_answers(const Session& session, const InitOptions& options) {
  const GivenAnswers given = given_answers(session, options);
  const bool has_flags = given.about || given.categories;
  if (!has_flags && session.environment().terminal.input_is_terminal) {
    session.environment().err
        << "This writes two text files and fetches a week of papers from arXiv.\n"
           "Nothing about you leaves this machine except what question 4 asks for.\n\n";
    return interview(session, given);
  }
  if (!given.about || !given.categories) {
    throw Error(ErrorKind::usage, "there is nobody to ask",
                "    papercup init --about 'What you work on.' --category cs.LG [--like ID] "
                "[--contact ADDRESS]");
  }
  const Examples examples = given.likes.value_or(Examples());
  return {*given.about, *given.categories, examples.papers, examples.keywords,
          given.contact.value_or("")};
}

// What is there already is the reader's and stays.
void write_config(const fs::path& folder, const std::string& contact, const Session& session) {
  const fs::path file = folder / "config.toml";
  if (file_exists(file, ErrorKind::usage)) {
    session.print(fmt::format("Kept   {}\n", session.friendly_path(file)));
    return;
  }
  config::Config config;
  config.arxiv.contact = contact;
  write_file_atomically(file, config::config_template(config));
  session.print(fmt::format("Wrote  {}\n", session.friendly_path(file)));
}

std::string counted(std::int64_t number, const std::string& what) {
  return with_thousands(number) + " " + what + (number == 1 ? "" : "s");
}

void announce_fetch(const Session& session, const FetchPlan& plan) {
  const Date newest = newest_list_day(session.now());
  session.print(
      fmt::format("\nFetching {} lists, {}, one request every {} s as arXiv asks\n", kFirstLists,
                  friendly_days(lists_before(newest, kFirstLists - 1), newest),
                  static_cast<double>(session.config().arxiv.min_interval.count()) / 1000));
  if (!plan.wanted.empty()) {
    session.print(
        fmt::format("and {}\n", counted(static_cast<std::int64_t>(plan.wanted.size()), "paper")));
  }
  session.flush();
}

void report_fetched(const Session& session, const FetchResult& result) {
  const std::string name = result.category.empty() ? "your papers" : result.category;
  session.print(fmt::format("  {:<14} {}\n", name, counted(result.added, "new paper")));
  session.flush();
}

// The week's papers and the first digest. The files are written by then: what arXiv does not give
// now is fetched later.
int fetch_and_show(const Session& session) {
  const store::Reader reader =
      session.open_reader(store::OpenMode::read_only, NamedFolder::may_be_new);
  FetchPlan plan = make_fetch_plan(load_foci(session, reader, {}, std::nullopt),
                                   marks_until(session, reader, std::nullopt));
  plan.held = HeldPapers::later;
  announce_fetch(session, plan);
  store::Store store = session.open_store(store::OpenMode::create);
  int code = 0;
  const auto report_error = [&](const Error& error) {
    session.note(error.message());
    code = exit_code(error.kind());
  };
  try {
    run_client(session, arxiv::Patience(), [&](arxiv::Client& client) {
      fetch(session, store, client, plan, [&](const FetchResult& result) {
        report_fetched(session, result);
        if (result.error && result.error->kind() != ErrorKind::interrupted) {
          report_error(*result.error);
        }
      });
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable && error.kind() != ErrorKind::failure) throw;
    report_error(error);
  }
  if (store.paper_count() == 0) return code;
  session.print("\n");
  DigestOptions digest;
  digest.no_fetch = true;
  run_digest(digest, session);
  return code;
}

int run_init(const InitOptions& options, const Session& session) {
  const fs::path folder = session.config_folder();
  std::string stem;
  const auto refuse_existing = [&] {
    const fs::path file = config::focus_path(folder, stem);
    if (!file_exists(file, ErrorKind::usage)) return;
    throw Error(ErrorKind::usage, fmt::format("{} is there already", file.string()),
                "--name NAME makes another focus; papercup focus edit changes this one.");
  };
  if (options.name) {
    stem = config::stem_from(*options.name);
    refuse_existing();
  }
  const Answers answers = find_answers(session, options);
  if (!options.name) {
    stem = config::stem_from(answers.about.substr(0, answers.about.find_first_of(":.,;")));
    refuse_existing();
  }
  Focus focus;
  focus.name = options.name.value_or(stem);
  focus.about = answers.about;
  focus.categories = answers.categories;
  focus.likes = answers.likes;
  focus.keywords = answers.keywords;
  make_folder(folder / "focus");
  write_config(folder, answers.contact, session);
  const fs::path file = config::focus_path(folder, stem);
  write_file_atomically(file, config::focus_template(focus));
  session.print(fmt::format("Wrote  {}     yours to edit\n", session.friendly_path(file)));
  const bool fetches = !options.no_fetch && session.environment().transport;
  const int code = fetches ? fetch_and_show(session) : 0;
  session.print(fetches && code == 0
                    ? "\nNext   papercup like 1 3           teaches the ranking; dislike does too\n"
                      "       papercup                    from tomorrow: only what is new\n"
                      "       papercup fetch --since 30d  a month to compare with: better ranking\n"
                      "                                   while you have few likes\n"
                    : "\nNext   papercup fetch   the papers of the last five lists\n"
                      "       papercup         the best of them, ranked\n");
  return code;
}

}  // namespace

Action declare_init(OptionSet& options) {
  const auto given = std::make_shared<InitOptions>();
  options.value({"--about"}, "TEXT", given->about, "what you work on, in a sentence or two");
  options.repeatable({"--category", "-c"}, "C", given->categories, "a category to follow");
  options.repeatable({"--like"}, "ID", given->likes,
                     "a paper you like, or a .bib, .ris or .json file of them");
  options.value({"--contact"}, "ADDRESS", given->contact,
                "for arXiv's operators, sent with each request");
  options.flag({"--no-fetch"}, given->no_fetch, "write the files only");
  options.value({"--name"}, "NAME", given->name, "what to call the focus");
  return [given](Session& session) { return run_init(*given, session); };
}

}  // namespace papercup::cli
