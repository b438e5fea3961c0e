#include "cli/command_line/paper_arguments.hpp"

#include <algorithm>
#include <istream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/app/foci.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::cli {
namespace {

bool is_rank(const std::string& text) {
  constexpr std::size_t kMostDigits = 4;
  return text.size() <= kMostDigits && ascii::all_digits(text);
}

class PaperReader {
 public:
  explicit PaperReader(const Session& session) : session_(session) {}

  void read(const std::string& text) {
    PaperArgument paper = is_rank(text) ? of_rank(std::stoi(text))
                                        : PaperArgument{PaperRef::parse(text).id, std::nullopt};
    const bool is_known = std::any_of(papers_.begin(), papers_.end(),
                                      [&](const auto& other) { return other.id == paper.id; });
    if (!is_known) papers_.push_back(std::move(paper));
  }

  std::vector<PaperArgument> papers() && { return std::move(papers_); }

 private:
  PaperArgument of_rank(int rank) {
    if (!is_digest_read_) {
      digest_ = session_.open_reader(store::OpenMode::read_only).last_shown();
      is_digest_read_ = true;
    }
    if (!digest_) {
      throw Error(ErrorKind::usage,
                  fmt::format("{} is a rank, and no digest was shown on a terminal yet", rank),
                  "Show one with papercup, or name the paper by its identifier.");
    }
    int last = 0;
    for (const RecordedSection& section : digest_->sections) {
      for (const RecordedPaper& paper : section.papers) {
        if (paper.rank == rank) return {paper.id, section.focus};
        last = std::max(last, paper.rank);
      }
      if (!section.exploration) continue;
      if (section.exploration->rank == rank) return {section.exploration->id, section.focus};
      last = std::max(last, section.exploration->rank);
    }
    throw Error(ErrorKind::usage, fmt::format("the last digest has no rank {}", rank),
                last == 0 ? "It was empty." : fmt::format("Its ranks are 1 to {}.", last));
  }

  const Session& session_;
  bool is_digest_read_ = false;
  std::optional<DigestRecord> digest_;
  std::vector<PaperArgument> papers_;
};

}  // namespace

std::vector<PaperArgument> read_papers(const Session& session,
                                       const std::vector<std::string>& arguments) {
  PaperReader reader(session);
  for (const std::string& argument : arguments) {
    if (argument != "-") {
      reader.read(argument);
      continue;
    }
    for (std::string word; session.environment().in >> word;) reader.read(word);
  }
  return std::move(reader).papers();
}

void refuse_missing(const std::vector<std::string>& missing, std::size_t asked) {
  if (missing.empty()) return;
  const std::string ids = fmt::format("{}", fmt::join(missing, ", "));
  throw Error(
      ErrorKind::failure,
      asked == 1 ? fmt::format("{} is not stored", ids)
                 : fmt::format("{} of {} papers {} not stored: {}", missing.size(), asked,
                               missing.size() == 1 ? "is" : "are", ids),
      "papercup save ID puts a paper on your reading list, and the next fetch asks arXiv for it.");
}

std::string focus_of(const Session& session, const PaperArgument& paper) {
  if (paper.focus && !paper.focus->empty()) return *paper.focus;
  return app::default_stem(session, paper.id);
}

}  // namespace papercup::cli
