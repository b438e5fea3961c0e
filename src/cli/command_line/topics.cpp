#include <algorithm>

#include <fmt/format.h>

#include "cli/command_line/help.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"

namespace papercup::cli {
namespace {

using Entry = Topic::Entry;
using Part = Topic::Part;

Part title_marks() {
  return {"Beside a title",
          {{"1 in 300",
            "One in 300 papers scores as high or higher, of those that your categories had in the "
            "last 90 days. The larger the number, the rarer such a match. It is told from a sample "
            "of 2,000 papers at most, to two digits."},
           {"~1 in 22",
            "The same, told from fewer than 200 papers: a rough guess, until more lists are "
            "stored. papercup fetch --since 30d brings those of a month."},
           {"1, 2, 3 …",
            "The rank, by which like, dislike, save, done, open and why name the paper until the "
            "next digest on this terminal."},
           {"*", "An author you follow: one that the focus file names under authors."},
           {"cross", "Listed in a category of yours, and at home in the one that stands before."}}};
}

Part paper_lines() {
  return {"Under a title",
          {{"the text",
            "Sentences of the abstract that say most about what was found, with … for what lies "
            "between; -v shows the whole."},
           {"why",
            "The words, authors and categories that raised the score most. papercup why 1 shows "
            "all of them, and those that lowered it, with points that add up to the score."},
           {"+1 close relative",
            "Another paper of the same days with an author in common and nearly the same words; it "
            "counts as shown."}}};
}

Part signal_lines_topic() {
  return {
      "Signals: what the paper states of itself, and in brackets where",
      {{"code",
        "An address of its code, or the words that say that it is public. Nothing is looked "
        "up: the address may be dead."},
       {"data", "The same of its data."},
       {"code promised",
        "The words by which code or data will be released; what is there already is no "
        "promise. papercup query --has promise finds those that were not kept in 90 days."},
       {"venue", "Where it was accepted or has appeared, by its comment or journal reference."},
       {"doi", "The publisher's identifier of the published paper."},
       {"version 2", "It has been replaced since it was first submitted."},
       {"replication", "It says that it repeats other work."},
       {"negative result", "It says that something does not work, does not help or was not found."},
       {"WITHDRAWN",
        "By arXiv's record, or by the comment of its newest version, which is quoted. "
        "Where a withdrawal is only mentioned, perhaps another paper's, the line says so."},
       {"", "No signal changes the score, and papercup show tells what is not stated."}}};
}

Part choice_rules() {
  return {
      "What is shown",
      {{"the line",
        "A paper is shown if its score reaches the line: the score that 7 papers a day reached "
        "on average in the last 90 days (per_day). So a quiet day is short, and a day of which "
        "nothing reaches the line has nothing to read. As long as few papers are stored, all "
        "that have something in common with the focus reach it."},
       {"the floor",
        "What is more common than 1 in 5 is left out though it reaches the line (floor), and "
        "the last lines say how many papers that was. A number with ~ is not held against a "
        "paper."},
       {"the cup",
        "10 minutes for all foci together (coffee): 20 seconds a paper and its abstract at 220 "
        "words a minute. At most 10 papers, and of each focus at least 2 that reach the line. "
        "The last line has a command for the rest."},
       {"variety",
        "If more papers reach the line than fit into the cup, or than --top asks for, and "
        "none of those that fit is on some part of your description, the best one on it "
        "comes in for the last, unless it is more than four times as common; at most a "
        "third of them do. Such a paper is the \"first on\" what its line names. Scores do "
        "not change, nor does papercup query (variety)."},
       {"drawn by lot",
        "From ten likes on, one paper of the 50 just below the line, whatever its score, so "
        "that your marks are not all of one kind (explore). It takes the last rank."},
       {"", "per_day, floor, coffee, variety and explore are keys of [digest] in config.toml."}}};
}

Part first_and_last_lines() {
  return {"First and last lines",
          {{"waiting", "The list of a category should be out, and arXiv does not show it yet."},
           {"STALE", "arXiv shows an older list in its place."},
           {"FAILED", "The list could not be had; papercup status tells why."},
           {"News of your papers",
            "Papers that you liked or saved and that were withdrawn, replaced or published since."},
           {"since 9 Nov", "The digest covers several lists, as after an absence."}}};
}

Topic reading() {
  return {
      "reading",
      "what a digest shows, sign by sign",
      {"digest", "triage", "mail"},
      {title_marks(), paper_lines(), signal_lines_topic(), choice_rules(), first_and_last_lines()}};
}

Topic grammar() {
  return {
      "grammar",
      "the language of queries",
      {"query"},
      {{"",
        {{"", "A query is in arXiv's own language, and looks in what is stored on this machine."}}},
       {"Terms",
        {{"word", "A whole word of the paper; case and accents do not matter."},
         {"word*", "Every word that begins so."},
         {"\"two words\"", "A phrase: these words, one after the other."},
         {"au:\"L. Sørby\"",
          "Linnea Sørby: in an author's name of several words a letter is an initial, and "
          "au:\"Sørby, L\" is the same."},
         {"cat:cs.LG", "A whole name. cat:cs.* is every category of an archive."},
         {"submittedDate:[20261101 TO 20261130]", "Submitted on these days."},
         {"announced:[2026-11-01 TO 2026-11-30]", "Listed by arXiv on these days."}}},
       {"Fields",
        {{"ti: au: abs:", "Title, authors, abstract."},
         {"co: jr:", "Comment, journal reference."},
         {"cat: id:", "Category, identifier."},
         {"all:",
          "All of them; a word without a field is looked for in title, abstract, authors, "
          "comment and journal reference."}}},
       {"Operators, in capitals",
        {{"ANDNOT, NOT", "Without what follows; binds tightest."},
         {"AND", "Both; binds tighter than OR."},
         {"OR",
          "One of them, or both. Two terms without an operator are read so, too, and a note "
          "says it: ti:graph network is ti:graph OR all:network."},
         {"( )", "ti:(graph AND network) needs both in the title."}}}}};
}

Topic papers() {
  return {"papers",
          "how papers, days and categories are named",
          {"like", "dislike", "save", "done", "unmark", "open", "why", "show", "similar"},
          {{"ID",
            {{"3", "A rank of the last digest shown on this terminal."},
             {"2405.01234v2, hep-th/9901001", "An identifier, with or without a version."},
             {"arXiv:2405.01234v2 [cs.CL]", "A citation."},
             {"https://arxiv.org/abs/2405.01234", "A link to arXiv, or to a mirror of it."},
             {"10.48550/arXiv.2405.01234", "A DOI of arXiv."},
             {"2405.01234v2.pdf", "The name of a file."},
             {"-", "All that standard input has."}}},
           {"DATE",
            {{"2026-11-24",
              "A day of arXiv's listings: a list is dated the day after its run at "
              "20:00 US Eastern."},
             {"today, yesterday", "Days where you are."},
             {"7d, 2w", "So many days or weeks ago."},
             {"", "--since and --until include the day."}}},
           {"C (a category)",
            {{"cs.LG, hep-th", "A category of arXiv's, by any of its names."},
             {"cs, astro-ph", "An archive, with all its categories."}}}}};
}

Topic files() {
  Topic topic{"files",
              "what papercup keeps where, and every setting",
              {"focus new", "focus edit", "config show", "config path", "config check"},
              {{"",
                {{"~/.config/papercup/config.toml", "Settings, all of them optional."},
                 {"~/.config/papercup/focus/NAME.toml",
                  "Your foci. papercup makes such a file and never changes one."},
                 {"~/.local/share/papercup/papers.db",
                  "The papers. Everything in it can be fetched again."},
                 {"~/.local/share/papercup/reader.db",
                  "Your marks, digests and mails: private, and not to be had again from anywhere."},
                 {"~/.local/state/papercup/",
                  "When arXiv was last asked, so that all papercups together keep its pace."},
                 {"~/.cache/papercup/",
                  "What the ranking has learnt. It may be deleted at any time, and is learnt "
                  "again then."},
                 {"",
                  "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME and XDG_CACHE_HOME move them, "
                  "as do --config and --data. papercup config path prints where they are."}}}}};
  for (Part& part : key_parts()) topic.parts.push_back(std::move(part));
  return topic;
}

Topic variables() {
  return {
      "variables",
      "the environment variables that papercup reads",
      {},
      {{"",
        {{"PAPERCUP_CONFIG, PAPERCUP_DATA",
          "The folders of configuration and data; --config and --data are stronger."},
         {"PAPERCUP_NOW", "The present moment (RFC 3339), for tests and for rebuilding the past."},
         {"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
          "Where the folders lie, if they are absolute paths."},
         {"NO_COLOR, COLUMNS, TERM", "No colour; the width; what the terminal can do."},
         {"PAGER, LESS",
          "What a text longer than the screen goes through: less unless PAGER is set, and "
          "nothing if it is empty or cat. Without LESS, less gets FRX."},
         {"BROWSER, VISUAL, EDITOR",
          "What open and focus edit start. %s in BROWSER is replaced by the link."},
         {"https_proxy, no_proxy", "As for curl."}}}}};
}

Topic exit_codes() {
  return {"exit",
          "exit codes, for scripts",
          {},
          {{"",
            {{"0", "Done; an empty digest is done."},
             {"1", "The work could not be done."},
             {"2", "The command line, the configuration or a focus file is wrong."},
             {"3", "Nothing changed (only if --changed asks)."},
             {"4", "arXiv or the mail server cannot be reached or asks to wait: try later."},
             {"5", "The database or the disk."},
             {"130", "Interrupted; what was done by then is kept."}}}}};
}

}  // namespace

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all = {reading(), grammar(),   papers(),
                                         files(),   variables(), exit_codes()};
  return all;
}

const Topic* find_topic(std::string_view name) {
  const auto found = std::ranges::find(topics(), name, &Topic::name);
  return found == topics().end() ? nullptr : &*found;
}

std::vector<Part> key_parts() {
  std::vector<Part> parts;
  std::string_view section;
  for (const config::OptionDescription& option : config::described_options()) {
    if (option.section != section) {
      section = option.section;
      parts.push_back({fmt::format("[{}] in config.toml, with the defaults", section), {}});
    }
    parts.back().entries.push_back(
        {fmt::format("{} = {}", option.key, option.standard_value), std::string(option.meaning)});
  }
  parts.push_back({"A focus file", {}});
  for (const config::FocusKey& key : config::focus_keys()) {
    parts.back().entries.push_back({std::string(key.name), std::string(key.meaning)});
  }
  return parts;
}

}  // namespace papercup::cli
