#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "cli/digest/digest_output.hpp"
#include "cli/interview/interview.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/table.hpp"
#include "papercup/system/files.hpp"
#include "papercup/text/phrases.hpp"

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

bool fetches(const Session& session, const InitOptions& options) {
  return !options.no_fetch && session.environment().transport;
}

fs::path config_file(const Session& session) { return session.config_folder() / "config.toml"; }

// Says what is about to happen, before the first question. `has_config`: config.toml exists, and
// stays as it is.
std::string introduction(const Session& session, const InitOptions& options, bool has_config) {
  return fmt::format(
      "This writes {}{}.\n"
      "When papercup fetches, arXiv is told which categories and papers you ask for,\n"
      "and {}. Nothing else about you\n"
      "leaves this machine. An answer of < goes back to the question before.\n\n",
      has_config ? "a text file" : "two text files",
      fetches(session, options) ? " and fetches a week of papers from arXiv" : "",
      has_config ? "the contact address of config.toml if it has one"
                 : "the contact address of question 4 if you give one");
}

// With flags, or without somebody to ask, nothing is asked.
Answers find_answers(const Session& session, const InitOptions& options) {
  GivenAnswers given = given_answers(session, options);
  const bool has_flags = given.about || given.categories;
  if (!has_flags && session.environment().terminal.input_is_terminal) {
    const bool has_config = system::file_exists(config_file(session), ErrorKind::usage);
    // It would not be written down.
    if (has_config && !given.contact) given.contact.emplace();
    session.say(introduction(session, options, has_config));
    return interview(session, given);
  }
  if (!given.about || !given.categories) {
    throw Error(ErrorKind::usage, "cannot ask: no terminal",
                "    papercup init --about 'What you work on.' --category cs.LG [--like ID] "
                "[--contact ADDRESS]");
  }
  const Examples examples = given.likes.value_or(Examples());
  return {*given.about, *given.categories, examples.papers, examples.keywords,
          given.contact.value_or("")};
}

// A file that already exists is the reader's and stays.
void write_config(const std::string& contact, const Session& session) {
  const fs::path file = config_file(session);
  if (system::file_exists(file, ErrorKind::usage)) {
    session.print_lines(fmt::format("Kept   {}\n", session.friendly_path(file)));
    if (!contact.empty() && contact != session.config().arxiv.contact) {
      session.note(
          fmt::format("the contact was not written, since the file is yours\n"
                      "Write contact = \"{}\" under [arxiv] in it.",
                      contact));
    }
    return;
  }
  config::Config config;
  config.arxiv.contact = contact;
  system::write_file_atomically(file, config::config_template(config));
  session.print_lines(fmt::format("Wrote  {}\n", session.friendly_path(file)));
}

// A category that was never fetched gets its last lists, others what is new.
bool has_lists(const store::Store& store, const std::string& category) {
  return !store.fetch_state().lists(category).empty();
}

void announce_fetch(const Session& session, const app::FetchPlan& plan) {
  const store::Store store =
      session.open_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
  const Date newest = newest_listing_day(session.now());
  const bool is_first =
      std::none_of(plan.categories.begin(), plan.categories.end(),
                   [&](const std::string& category) { return has_lists(store, category); });
  const std::string what =
      is_first ? fmt::format("{} lists, {}", app::kFirstLists,
                             friendly_days(listings_before(newest, app::kFirstLists - 1), newest))
               : "what is new";
  session.print_lines(
      fmt::format("\nFetching {}, one request every {} s as arXiv asks\n", what,
                  static_cast<double>(session.config().arxiv.min_interval.count()) / 1000));
  const std::size_t papers = app::papers_to_fetch(store, plan.wanted, session.now()).size();
  if (papers > 0) {
    session.print_lines(fmt::format("and {}\n", text::counted(papers, "paper")));
  }
  session.flush();
}

void report_fetched(const Session& session, const app::FetchResult& result,
                    const std::vector<std::string>& categories) {
  constexpr std::size_t kLeastColumns = 14;
  std::size_t columns = kLeastColumns;
  for (const std::string& category : categories) columns = std::max(columns, category.size());
  const std::string name = result.category.empty() ? "your papers" : result.category;
  session.print(
      fmt::format("  {:<{}} {}\n", name, columns, text::counted(result.added, "new paper")));
  session.flush();
}

// Fetches the week's papers and shows the first digest. The files are written by then: papers that
// arXiv does not give now are fetched later.
int fetch_and_show(const Session& session) {
  const store::UserStore user_store =
      session.open_user_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
  app::FetchPlan plan =
      app::make_fetch_plan(session.told(app::load_foci(session, user_store, {}, std::nullopt)),
                           app::marks_until(session, user_store, std::nullopt));
  plan.held = app::HeldPapers::later;
  announce_fetch(session, plan);
  int code = 0;
  const auto report_error = [&](const Error& error) {
    session.note(error.message());
    code = exit_code(error.kind());
  };
  try {
    app::fetch(session, plan, [&](const store::Store&, const app::FetchResult& result) {
      report_fetched(session, result, plan.categories);
      if (result.error && result.error->kind() != ErrorKind::interrupted) {
        report_error(*result.error);
      }
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable && error.kind() != ErrorKind::failure) throw;
    report_error(error);
  }
  if (session.open_store(store::OpenMode::read_only).paper_count() == 0) return code;
  session.print("\n");
  DigestOptions options;
  options.no_fetch = true;
  const DigestForm form;
  app::DigestSession digest(session, request_of(options, form, session));
  decide_digest(digest, session);
  write_digest(digest, form, session);
  digest.remember();
  return code;
}

// The ranks that the last digest on this terminal has.
std::size_t shown_ranks(const Session& session) {
  if (!session.environment().terminal.output_is_terminal) return 0;
  const store::UserStore user_store = session.open_user_store(store::OpenMode::read_only);
  const auto digest = user_store.last_shown();
  std::size_t ranks = 0;
  if (!digest) return ranks;
  for (const RecordedSection& section : digest->sections) ranks += section.papers.size();
  return ranks;
}

std::string next_steps(const Session& session, bool has_fetched) {
  constexpr int kNameColumns = 5;
  std::vector<render::TableRow> rows;
  const auto add = [&](std::string command, std::string effect) {
    rows.push_back({{{rows.empty() ? "Next" : ""}, {std::move(command)}, {std::move(effect)}}});
  };
  if (!has_fetched) {
    add("papercup fetch", "the papers of the last five lists");
    add("papercup", "the best of them, ranked");
    add("papercup triage --teach", "asks about papers of the past, one key each");
  } else {
    const std::size_t ranks = shown_ranks(session);
    add(ranks > 2   ? "papercup like 1 3"
        : ranks > 0 ? "papercup like 1"
                    : "papercup like ID",
        "teaches the ranking; dislike does too");
    add("papercup triage --teach",
        "asks about papers of the past, one key each, for the ranking to learn from");
    add("papercup", ranks > 0 ? "from tomorrow: only what is new"
                              : "the digest; ranks are those of a terminal");
    add("papercup fetch --since 30d",
        "a month to compare with: better ranking while you have few likes");
    add("man papercup-mail", "the same by mail every morning");
  }
  return "\n" + render::table_text({{"", render::Align::left, kNameColumns}, {}, {}}, rows,
                                   session.style());
}

void refuse_existing(const fs::path& file) {
  if (!system::file_exists(file, ErrorKind::usage)) return;
  throw Error(ErrorKind::usage, fmt::format("{} already exists", file.string()),
              "--focus NAME makes another focus; papercup focus edit changes this one.");
}

// Makes a name of the description's beginning, with a number if a focus is called so already: the
// reader's answers are not lost for that.
std::string stem_of(const Session& session, const std::string& about, bool was_asked) {
  const fs::path folder = session.config_folder();
  const std::string stem = config::stem_from(about.substr(0, about.find_first_of(":.,;")));
  std::string free = stem;
  for (int number = 2;
       was_asked && system::file_exists(config::focus_path(folder, free), ErrorKind::usage);
       ++number) {
    free = fmt::format("{}-{}", stem, number);
  }
  return free;
}

int run_init(const InitOptions& options, const Session& session) {
  const fs::path folder = session.config_folder();
  if (options.name) {
    refuse_existing(config::focus_path(folder, config::stem_from(*options.name)));
  }
  const Answers answers = find_answers(session, options);
  const bool was_asked = !options.about && options.categories.empty();
  const std::string stem =
      options.name ? config::stem_from(*options.name) : stem_of(session, answers.about, was_asked);
  const fs::path file = config::focus_path(folder, stem);
  refuse_existing(file);
  Focus focus;
  focus.name = options.name.value_or(stem);
  focus.about = answers.about;
  focus.categories = answers.categories;
  focus.likes = answers.likes;
  focus.keywords = answers.keywords;
  system::make_folder(folder / "focus");
  write_config(answers.contact, session);
  system::write_file_atomically(file, config::focus_template(focus));
  session.print_lines(fmt::format("Wrote  {}     yours to edit\n", session.friendly_path(file)));
  const int code = fetches(session, options) ? fetch_and_show(session) : 0;
  session.print(next_steps(session, fetches(session, options) && code == 0));
  return code;
}

}  // namespace

Action declare_init(CLI::App& command) {
  const auto given = std::make_shared<InitOptions>();
  add_value(command, "--about", "TEXT", given->about, "what you work on, in a sentence or two");
  add_repeatable(command, "--category,-c", "C", given->categories, "a category to follow");
  add_repeatable(command, "--like", "ID", given->likes,
                 "a paper you like, or a .bib, .ris or .json file of them");
  add_value(command, "--contact", "ADDRESS", given->contact,
            "for arXiv's operators, sent with each request");
  add_flag(command, "--no-fetch", given->no_fetch, "write the files only");
  add_value(command, "--focus", "NAME", given->name, "what to call the focus");
  add_old_spelling(command, "--name", given->name);
  return [given](Session& session) { return run_init(*given, session); };
}

}  // namespace papercup::cli
