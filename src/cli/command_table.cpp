#include "cli/command.hpp"

namespace papercup::cli {
namespace {

constexpr std::string_view kQueryDescription =
    "EXPR is in arXiv's query language: fields ti: au: abs: co: jr: cat: id: all:, a word, a "
    "\"quoted phrase\" or a prefix*, AND, OR, ANDNOT, NOT and parentheses, and "
    "submittedDate:[A TO B] or announced:[A TO B]. A word without a field is looked for in title, "
    "abstract, authors, comment and journal reference. Without EXPR every stored paper is meant.";

constexpr std::string_view kImportDescription =
    "Atom of the query API, RSS and Atom of the day, OAI-PMH (arXiv, arXivRaw, oai_dc), and JSON "
    "Lines, papercup's own or the Kaggle snapshot's; plain, .gz, .zst, .xz, .bz2 or .zip. A file "
    "is "
    "imported whole or not at all; importing it again changes nothing.";

constexpr std::string_view kDigestDescription =
    "Ranks the papers of the last announcement day, or of --since to --until, for a focus: a file "
    "that says what you work on (about, keywords, authors, categories, likes).";

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"digest",
       CommandGroup::every_day,
       "the ranked short list; also what a bare `papercup` does",
       declare_digest,
       {{"papercup digest --focus-file rlhf.toml", "the last announcement day, best first"},
        {"papercup digest --focus-file rlhf.toml --since 7d --top 20", "the best of a week"}},
       kDigestDescription},
      {"query",
       CommandGroup::look,
       "papers by words, category, author and date",
       declare_query,
       {{"papercup query 'cat:cs.LG AND ti:\"diffusion\"' --since 7d --format jsonl",
         "for scripts: one paper a line"},
        {"papercup query --focus-file rlhf.toml --sort score --limit 50",
         "everything stored, ranked for a focus"}},
       kQueryDescription},
      {"search",
       CommandGroup::look,
       "papers with these words, the most relevant first",
       declare_search,
       {{"papercup search reward hacking", "papers with both words anywhere"},
        {"papercup search '\"preference data\"' --category cs.CL --since 30d",
         "a phrase, in one category, of a month"}}},
      {"show",
       CommandGroup::look,
       "papers whole, with all that is stored",
       declare_show,
       {{"papercup show 2405.01234 https://arxiv.org/abs/hep-th/9901001", "two papers"},
        {"papercup query ti:reward --format ids | papercup show -", "ids from a pipe"}},
       "ID is an identifier, with or without version, a link to arXiv or a DOI of arXiv; - reads "
       "identifiers from standard input."},
      {"import",
       CommandGroup::set_up,
       "feeds and files into the store",
       declare_import,
       {{"papercup import feed.xml papers.jsonl.zst", "two files"},
        {"curl -s https://rss.arxiv.org/atom/cs.LG | papercup import -",
         "today's list from a pipe"}},
       kImportDescription},
      {"config path",
       CommandGroup::set_up,
       "where configuration and data are",
       declare_config_path,
       {{"papercup config path", "three folders, whether they exist or not"},
        {"papercup config path | cut -f2", "for scripts"}}},
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
