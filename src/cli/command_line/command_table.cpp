#include "cli/command_line/command.hpp"

namespace papercup::cli {
namespace {

constexpr std::string_view kQueryDescription =
    "EXPR is in arXiv's query language: fields ti: au: abs: co: jr: cat: id: all:, a word, a "
    "\"quoted phrase\" or a prefix*, AND, OR, ANDNOT, NOT and parentheses, and "
    "submittedDate:[A TO B] or announced:[A TO B]. A word without a field is looked for in title, "
    "abstract, authors, comment and journal reference. Operators are in capitals, and terms "
    "without "
    "one between them are alternatives, as with OR. Without EXPR every stored paper is meant.";

constexpr std::string_view kFetchDescription =
    "The list of the day of each category of your foci, whole metadata by the query API, and "
    "what was missed since the last time; the first time the last five lists. Papers that your "
    "foci and marks name are fetched too. One request every three seconds, as arXiv asks; what "
    "was fetched is kept whatever happens.";

constexpr std::string_view kImportDescription =
    "Atom of the query API, RSS and Atom of the day, OAI-PMH (arXiv, arXivRaw, oai_dc), and JSON "
    "Lines, papercup's own or the Kaggle snapshot's; plain, .gz, .zst, .xz, .bz2 or .zip. A file "
    "of up to 10,000 papers is imported whole or not at all, a larger one in steps of so many. "
    "Importing it again changes nothing, and resumes after an interruption.";

constexpr std::string_view kDigestDescription =
    "What came since the last digest, ranked for your foci (papercup focus list), as much as one "
    "coffee allows. On a terminal, or with --channel, what was shown counts as shown. With "
    "--focus-file the papers of the last announcement day are ranked for that file; --since, "
    "--until and --as-of name days.";

constexpr std::string_view kTriageDescription =
    "Keys: l like, d dislike, s save, x done, o open, a whole abstract, w why, m similar, u undo, "
    "b "
    "back, space next, / search, ? all keys, q quit. Each mark is kept at once; what was shown "
    "counts as shown when you quit. At the end it says what changed and how the ranking moved. "
    "--teach shows papers of the last 90 days instead, 30 unless --top says otherwise, that differ "
    "from each other and from what you have judged, good ones and less good ones, for the ranking "
    "to learn from. It ends with how many of the ten best "
    "of the last week are new, and what was shown counts for no digest.";

constexpr std::string_view kLikeDescription =
    "ID is a rank in the last digest shown on this terminal, an identifier, a link or a DOI; - "
    "reads them from standard input. like and dislike belong to a focus and exclude each other.";

constexpr std::string_view kMailDescription =
    "Fetches if a list is due, and sends the digest of each focus once for each listing day, as "
    "[mail] in config.toml says: when all its lists are there, or at send_by with what is missing. "
    "It can run every hour, twice at once and be killed: nothing is sent twice, and what could not "
    "be sent is sent by the next run.";

constexpr std::string_view kDoctorDescription =
    "Looks at config.toml and the foci, at both databases (SQLite's own check, which reads all of "
    "them, and whether papercup can have written what is in them), the disk, the clock and what is "
    "set up for mail, and says of each how it is and how to mend what is not well. The network is "
    "not touched unless asked. The exit code is 0 if there is no trouble, else that of the "
    "first "
    "one: 2 configuration, 5 database or disk, 4 somebody who cannot be reached, 1 anything else.\n"
    "\n"
    "--salvage reads a damaged reader.db page by page and writes what can still be read (marks, "
    "channels, digests, mails) into a new one, says of each table how much came and what is lost, "
    "and how the new file takes the other's place. The damaged file is not changed. papers.db "
    "needs "
    "no such thing: what is in it can be fetched or imported again.";

constexpr std::string_view kBackupDescription =
    "Copies reader.db (marks, digests, mails) and papers.db into one archive that only you can "
    "read, each as of one moment, while other papercups go on. To restore, unpack it into the data "
    "folder (papercup config path) while no papercup is at work; move the reader.db that is there "
    "away first, since it alone has the marks made since. Your configuration is text, and "
    "not in it.";

constexpr std::string_view kPruneDescription =
    "Removes old papers from papers.db and gives the room back to the disk. Papers stay that you "
    "ever marked, that a focus names or that a digest has shown, and all of the last 90 days. On a "
    "terminal it asks; without one it removes nothing unless --yes is given. Nothing else in "
    "papercup removes papers.";

constexpr std::string_view kEvalDescription =
    "Goes through the days on which you were shown digests. For each a ranker learns from what was "
    "known the day before and ranks the papers that you were shown on that day; those that you "
    "liked should be on top. With two rankers the answer is whether the first is better or worse "
    "than the second, or that there is not enough evidence. config.toml's [digest] ranker chooses "
    "the one to use.";

constexpr std::string_view kRenameDescription =
    "Its marks, its places in channels, its digests and its mails go with it, in one transaction. "
    "Commands that name it with --focus, and marks exported earlier, still have the old name. The "
    "text of the file stays as it is: if it has a name, digests show that.";

constexpr std::string_view kSplitDescription =
    "papercup focus show says when the stored likes of a focus are two interests: three or more of "
    "each, that have far more in common with each other than with the rest. Each new file has the "
    "likes of one, marks included, and likes that are not stored yet; description, categories, "
    "keywords, authors, dislikes and recipients stand in both. The old file stays beside them as "
    "NAME.toml.split, and what reader.db remembers of it stays too.";

constexpr std::string_view kRemoveDescription =
    "Its file stays in the folder of foci as NAME.toml.removed, which is no focus. Marks, digests "
    "and places in channels stay in reader.db: a later focus of the same name takes them up again. "
    "On a terminal it asks; without one it removes nothing unless --yes is given.";

constexpr std::string_view kLearnDescription =
    "FILE is BibTeX, RIS or CSL-JSON, told by its content; - is standard input. Its papers of "
    "arXiv, found by identifier, DOI or title, become likes; those not stored yet come with the "
    "next fetch. Titles and abstracts of the others become keywords and a description, recent ones "
    "weighing more. A focus file that is there is not changed: the lines to add are printed. "
    "Without a terminal, and without --yes, the new file is printed and not written.";

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"digest",
       CommandGroup::every_day,
       "the ranked short list; also what a bare `papercup` does",
       declare_digest,
       {{"papercup", "what is new, for all your foci"},
        {"papercup digest --since 7d --top 20", "the best of a week"}},
       kDigestDescription},
      {"triage",
       CommandGroup::every_day,
       "the same list, one paper at a time, one key each",
       declare_triage,
       {{"papercup triage", "what is new"},
        {"papercup triage --since 2w --coffee 30", "after an absence"},
        {"papercup triage --teach", "a new focus learns what you like"}},
       kTriageDescription},
      {"like",
       CommandGroup::every_day,
       "more papers like these",
       declare_like,
       {{"papercup like 1 3", "by their ranks in the last digest"},
        {"papercup like 2305.18290 --focus rlhf", "by identifier, for one of several foci"}},
       kLikeDescription},
      {"dislike",
       CommandGroup::every_day,
       "fewer papers like these",
       declare_dislike,
       {{"papercup dislike 2", "by its rank in the last digest"},
        {"papercup dislike 2611.90417 --known", "seen before: the ranking learns nothing"}},
       kLikeDescription},
      {"save",
       CommandGroup::every_day,
       "add papers to the reading list",
       declare_save,
       {{"papercup save 2", "by its rank in the last digest"},
        {"papercup query 'au:\"L. Sørby\"' --format ids | papercup save -", "a pipe of them"}}},
      {"done",
       CommandGroup::every_day,
       "take papers off the reading list",
       declare_done,
       {{"papercup done 2611.90417", "one paper"},
        {"papercup saved --format ids | papercup done -", "the whole list"}}},
      {"unmark",
       CommandGroup::every_day,
       "take marks back",
       declare_unmark,
       {{"papercup unmark 3", "everything said about it"},
        {"papercup unmark 3 --only like", "the like alone"}}},
      {"open",
       CommandGroup::every_day,
       "open papers in the browser",
       declare_open,
       {{"papercup open 1 4", "by their ranks in the last digest"},
        {"BROWSER=w3m papercup open 2611.90417", "in another browser"}}},
      {"why",
       CommandGroup::every_day,
       "the reasons for a paper's score, term by term",
       declare_why,
       {{"papercup why 1", "of a paper of the last digest"},
        {"papercup why 2611.90417 --format jsonl | jq '.why[]'", "every term, for a program"}}},
      {"query",
       CommandGroup::look,
       "papers by words, category, author and date",
       declare_query,
       {{"papercup query 'cat:astro-ph.GA AND ti:\"dark matter\"' --since 7d --format jsonl",
         "for scripts: one paper a line"},
        {"papercup query --focus-file rlhf.toml --sort score --limit 50",
         "everything stored, ranked for a focus"}},
       kQueryDescription},
      {"search",
       CommandGroup::look,
       "papers with these words, the most relevant first",
       declare_search,
       {{"papercup search gene regulation", "papers with both words anywhere"},
        {"papercup search '\"phase transitions\"' --category cond-mat --since 30d",
         "a phrase, in one category, of a month"}}},
      {"similar",
       CommandGroup::look,
       "stored papers nearest to a paper, or to several together",
       declare_similar,
       {{"papercup similar 1 --since 30d", "of the last month"},
        {"papercup similar 2405.01234 2406.01234 --format ids", "near both, for a pipe"}}},
      {"show",
       CommandGroup::look,
       "papers whole, with all that is stored",
       declare_show,
       {{"papercup show 2405.01234 https://arxiv.org/abs/hep-th/9901001", "two papers"},
        {"papercup query ti:matter --format ids | papercup show -", "ids from a pipe"}},
       "ID is a rank in the last digest shown on this terminal, an identifier, with or without "
       "version, a link to arXiv or a DOI of arXiv; - reads them from standard input."},
      {"saved",
       CommandGroup::look,
       "the reading list",
       declare_saved,
       {{"papercup saved", "last saved first"},
        {"papercup saved --format ids | papercup open -", "all in the browser"}}},
      {"status",
       CommandGroup::look,
       "how fresh everything is, and what is missing",
       declare_status,
       {{"papercup status --history", "13 weeks of papers, reading and marks"},
        {"papercup status --check || papercup fetch",
         "one line; exit code 1 if something is amiss"}}},
      {"init",
       CommandGroup::set_up,
       "your first focus",
       declare_init,
       {{"papercup init", "asks four questions"},
        {"papercup init --about 'Reward models.' --category cs.LG", "asks nothing"}}},
      {"fetch",
       CommandGroup::set_up,
       "bring the store up to date from arXiv",
       declare_fetch,
       {{"papercup fetch", "the categories of your foci"},
        {"papercup fetch --category cs.LG --since 30d", "a month of one category"}},
       kFetchDescription},
      {"import",
       CommandGroup::set_up,
       "import feeds and files",
       declare_import,
       {{"papercup import feed.xml papers.jsonl.zst", "two files"},
        {"curl -s https://rss.arxiv.org/atom/cs.LG | papercup import -",
         "today's list from a pipe"}},
       kImportDescription},
      {"focus list",
       CommandGroup::set_up,
       "your foci",
       declare_focus_list,
       {{"papercup focus list", "with their likes and categories"},
        {"papercup focus list | cut -d' ' -f1", "their names, for scripts"}}},
      {"focus show",
       CommandGroup::set_up,
       "a focus, with the marks you made",
       declare_focus_show,
       {{"papercup focus show", "the only one"}, {"papercup focus show rlhf", "one of several"}}},
      {"focus new",
       CommandGroup::set_up,
       "a focus file with everything explained",
       declare_focus_new,
       {{"papercup focus new rlhf", "focus/rlhf.toml"},
        {"papercup focus new \"Dark matter\"", "focus/dark-matter.toml"}}},
      {"focus edit",
       CommandGroup::set_up,
       "edit a focus in your editor",
       declare_focus_edit,
       {{"papercup focus edit", "the only one"},
        {"EDITOR=nano papercup focus edit rlhf", "in another editor"}}},
      {"focus rename",
       CommandGroup::set_up,
       "call a focus something else",
       declare_focus_rename,
       {{"papercup focus rename rlhf rewards", "focus/rewards.toml"},
        {"papercup focus rename rlhf \"Reward models\"", "focus/reward-models.toml"}},
       kRenameDescription},
      {"focus split",
       CommandGroup::set_up,
       "make two foci of one whose likes are two interests",
       declare_focus_split,
       {{"papercup focus split rlhf", "called after what they are about"},
        {"papercup focus split rlhf rewards robots", "focus/rewards.toml and focus/robots.toml"}},
       kSplitDescription},
      {"focus remove",
       CommandGroup::set_up,
       "take a focus away",
       declare_focus_remove,
       {{"papercup focus remove rlhf", "asks before it does"},
        {"papercup focus remove rlhf --yes", "for scripts"}},
       kRemoveDescription},
      {"focus check",
       CommandGroup::set_up,
       "faults of focus files",
       declare_focus_check,
       {{"papercup focus check", "all of them"}, {"papercup focus check rlhf", "one"}}},
      {"focus learn",
       CommandGroup::set_up,
       "a focus from your reference list",
       declare_focus_learn,
       {{"papercup focus learn references.bib --focus rlhf",
         "asks before it writes focus/rlhf.toml"},
        {"papercup focus learn zotero.ris --ids | papercup like - --focus rlhf",
         "its papers of arXiv as likes of a focus that is there"}},
       kLearnDescription},
      {"config path",
       CommandGroup::set_up,
       "where configuration and data are",
       declare_config_path,
       {{"papercup config path", "three folders, whether they exist or not"},
        {"papercup config path | cut -f2", "for scripts"}}},
      {"config show",
       CommandGroup::set_up,
       "every option with the value in force",
       declare_config_show,
       {{"papercup config show", "as config.toml would have it"},
        {"papercup config show | grep coffee", "one of them"}}},
      {"config check",
       CommandGroup::set_up,
       "faults of config.toml and the focus files",
       declare_config_check,
       {{"papercup config check", "exit code 2 if there are any"},
        {"papercup --config DIR config check", "of another folder"}}},
      {"mail",
       CommandGroup::set_up,
       "the digest by mail; for an hourly job",
       declare_mail,
       {{"papercup mail --dry-run", "what would be sent now"},
        {"papercup mail --to ada@example.org", "to this address, whatever is configured"}},
       kMailDescription},
      {"doctor",
       CommandGroup::set_up,
       "what is wrong with the installation, and how to mend it",
       declare_doctor,
       {{"papercup doctor", "this machine only"},
        {"papercup doctor --network --mail", "arXiv and your mail server, too"},
        {"papercup doctor --salvage ~/salvaged", "what a damaged reader.db still holds"}},
       kDoctorDescription},
      {"eval",
       CommandGroup::rest,
       "how well rankers would have ranked what you were shown",
       declare_eval,
       {{"papercup eval", "the ranker in use, on your own likes"},
        {"papercup eval --ranker centroid,default", "is centroid better, day by day?"}},
       kEvalDescription},
      {"marks export",
       CommandGroup::rest,
       "write your marks to a file",
       declare_marks_export,
       {{"papercup marks export marks.jsonl", "JSON Lines, one mark a line"},
        {"papercup marks export - | wc -l", "how many there are"}}},
      {"marks import",
       CommandGroup::rest,
       "merge marks from a file with yours",
       declare_marks_import,
       {{"papercup marks import marks.jsonl", "a second time changes nothing"},
        {"ssh office papercup marks export - | papercup marks import -", "from another machine"}}},
      {"backup",
       CommandGroup::rest,
       "copy both databases into one file",
       declare_backup,
       {{"papercup backup papercup.tar.zst", "whatever else is at work meanwhile"},
        {"papercup -q backup ~/papercup.tar.zst", "for a nightly job"}},
       kBackupDescription},
      {"prune",
       CommandGroup::rest,
       "remove old papers from the store",
       declare_prune,
       {{"papercup prune --dry-run", "how many older than a year there are"},
        {"papercup prune --before 180d --yes", "half a year stays; without asking"}},
       kPruneDescription},
      {"help",
       CommandGroup::rest,
       "explain a command or a topic",
       declare_help,
       {{"papercup help focus learn", "as papercup focus learn --help"},
        {"papercup help reading", "what the signs of a digest mean"}}},
      {"completion",
       CommandGroup::rest,
       "a script for your shell, to complete commands and options",
       declare_completion,
       {{"papercup completion bash > ~/.papercup-completion.bash",
         "for bash; . ~/.papercup-completion.bash in ~/.bashrc reads it"},
        {"papercup completion fish > ~/.config/fish/completions/papercup.fish", "for fish"}},
       "For zsh write it as _papercup into a folder of your fpath."},
  };
  return table;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace papercup::cli
