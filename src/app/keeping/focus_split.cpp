#include "papercup/app/focus_split.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/focus_files.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/interests.hpp"
#include "papercup/digest/variety.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNamedTerms = 3;  // of an interest

// The TF-IDF vector of a paper's text, of length 1, by feature.
std::vector<TermPoints> text_vector(const Paper& paper, const rank::DocumentFrequency& frequency) {
  std::vector<TermPoints> vector;
  double square = 0;
  for (const rank::Feature& feature : rank::extract_features(paper).text) {
    const double weight = (1 + std::log(feature.frequency)) * frequency.inverse(feature.index);
    vector.push_back({feature.index, weight});
    square += weight * weight;
  }
  for (TermPoints& term : vector) term.points /= std::sqrt(square);
  return vector;
}

// The strongest words and phrases that two of these papers have or more, and that are not among
// those of the others.
std::vector<std::string> own_terms(const std::vector<Paper>& papers,
                                   const std::vector<Contribution>& strongest,
                                   const std::vector<Contribution>& of_others) {
  std::vector<std::string> terms;
  for (const Contribution& term : strongest) {
    const bool is_shared = std::ranges::any_of(
        of_others, [&](const Contribution& other) { return other.label == term.label; });
    const bool is_said = std::ranges::any_of(terms, [&](const std::string& said) {
      return said.find(term.label) != std::string::npos ||
             term.label.find(said) != std::string::npos;
    });
    const auto having = std::ranges::count_if(papers, [&](const Paper& paper) {
      const rank::Occurrence here = rank::occurrence(paper, term);
      return here.in_title + here.in_abstract > 0;
    });
    if (having < 2 || is_shared || is_said) continue;
    terms.push_back(term.label);
    if (terms.size() == kNamedTerms) break;
  }
  return terms;
}

void name_terms(std::array<LikedInterest, 2>& interests,
                const std::array<std::vector<Paper>, 2>& papers,
                const rank::DocumentFrequency& frequency) {
  constexpr std::size_t kExamined = 100;
  std::array<std::vector<Contribution>, 2> strongest;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    strongest.at(i) =
        rank::Model::centroid({}, papers.at(i), {}, frequency).strongest_terms(kExamined).wanted;
  }
  interests[0].terms = own_terms(papers[0], strongest[0], strongest[1]);
  interests[1].terms = own_terms(papers[1], strongest[1], strongest[0]);
}

bool is_taken(const Context& context, const std::string& stem) {
  return system::file_exists(config::focus_path(context.config_folder(), stem), ErrorKind::usage) ||
         !traces_of_focus(context, stem).empty();
}

void refuse_taken(const Context& context, const std::string& stem) {
  const fs::path file = config::focus_path(context.config_folder(), stem);
  if (system::file_exists(file, ErrorKind::usage)) {
    throw Error(ErrorKind::usage, fmt::format("{} already exists", file.string()),
                "Choose another name, or rename that one first.");
  }
  if (!traces_of_focus(context, stem).empty()) {
    throw Error(ErrorKind::usage,
                fmt::format("reader.db remembers marks or digests of an earlier focus {}", stem),
                "They would belong to the new one: choose another name.");
  }
}

// Writes one file after the other and then puts the old one aside; if that fails, none is left.
SplitFocus write_split(const fs::path& file, const std::array<fs::path, 2>& files,
                       const std::array<std::string, 2>& texts) {
  SplitFocus result{files, {}};
  try {
    for (std::size_t i = 0; i < files.size(); ++i) {
      system::write_file_atomically(files.at(i), texts.at(i));
    }
    result.kept = put_aside(file, "split");
  } catch (const Error&) {
    std::error_code ignored;  // the first failure is the one to tell
    for (const fs::path& written : files) fs::remove(written, ignored);
    throw;
  }
  return result;
}

}  // namespace

std::optional<SplitLikes> find_interests(const store::Store& store, const Focus& focus) {
  if (focus.likes.size() < 2 * digest::kLeastInterest) return std::nullopt;
  SplitLikes split;
  std::vector<Paper> papers;
  for (const ArxivId& id : focus.likes) {
    std::optional<Paper> paper = store.find(id);
    if (paper) {
      papers.push_back(*std::move(paper));
    } else {
      split.not_stored.push_back(id);
    }
  }
  const rank::DocumentFrequency frequency = rank::DocumentFrequency::background();
  std::vector<digest::EvidencedPaper> vectors;
  vectors.reserve(papers.size());
  for (const Paper& paper : papers) vectors.push_back({text_vector(paper, frequency)});
  const auto found =
      digest::two_interests(papers.size(), [&](std::size_t first, std::size_t second) {
        return digest::similarity(vectors[first], vectors[second]);
      });
  if (!found) return std::nullopt;
  std::array<std::vector<Paper>, 2> groups;
  const std::array<const std::vector<std::size_t>*, 2> places = {&found->first, &found->second};
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const std::size_t place : *places.at(i)) {
      split.interests.at(i).likes.push_back(papers[place].id);
      groups.at(i).push_back(papers[place]);
    }
  }
  name_terms(split.interests, groups, frequency);
  return split;
}

std::array<std::string, 2> stems_for(const Context& context, const SplitLikes& split) {
  std::array<std::string, 2> stems;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    const std::vector<std::string>& terms = split.interests.at(i).terms;
    const std::string stem = config::stem_from(terms.empty() ? "" : terms.front());
    stems.at(i) = stem;
    for (int number = 2; is_taken(context, stems.at(i)) || (i > 0 && stems.at(i) == stems.front());
         ++number) {
      stems.at(i) = fmt::format("{}-{}", stem, number);
    }
  }
  return stems;
}

SplitFocus split_focus(const Context& context, const ActiveFocus& focus, const fs::path& file,
                       const SplitLikes& split, const std::array<std::string, 2>& stems) {
  if (stems[0] == stems[1]) {
    throw Error(ErrorKind::usage, fmt::format("both foci would be called {}", stems[0]),
                "Give two names that differ.");
  }
  std::array<fs::path, 2> files;
  std::array<std::string, 2> texts;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    refuse_taken(context, stems.at(i));
    files.at(i) = config::focus_path(context.config_folder(), stems.at(i));
    Focus part = focus.focus;
    part.name = stems.at(i);
    part.likes = split.interests.at(i).likes;
    part.likes.insert(part.likes.end(), split.not_stored.begin(), split.not_stored.end());
    texts.at(i) = config::focus_template(part);
  }
  return write_split(file, files, texts);
}

}  // namespace papercup::app
