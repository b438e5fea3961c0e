#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Likes of one interest, and what they are about.
struct LikedInterest {
  std::vector<ArxivId> likes = {};
  std::vector<std::string> terms = {};  // the strongest that the other interest lacks; a few
};

// The likes of a focus, if they are two interests. Likes that are not stored belong to neither.
struct SplitLikes {
  std::array<LikedInterest, 2> interests = {};
  std::vector<ArxivId> not_stored = {};
};

// Finds out whether the stored likes of a focus are two interests (digest::two_interests), by the
// cosine of their texts' TF-IDF vectors with the background's document frequencies.
std::optional<SplitLikes> find_interests(const store::Store& store, const Focus& focus);

// Names for foci of the two interests, after what they are about, that no focus has.
std::array<std::string, 2> stems_for(const Context& context, const SplitLikes& split);

// A focus that has become two.
struct SplitFocus {
  std::array<std::filesystem::path, 2> files = {};
  std::filesystem::path kept;  // the file as it was, under a name by which it is no focus
};

// Makes two focus files of one. Each has the likes of one interest, and those that are not stored;
// the rest both have: description, categories, keywords, authors, dislikes and recipients. Marks
// count as if they stood in the file. The file itself stays beside them, "rlhf.toml.split"; what
// reader.db remembers of the focus stays, and belongs to a later focus of its stem. Throws
// Error{usage} if the stems are the same, or if a focus is called so or was, of which reader.db
// remembers something; Error{storage} if a file cannot be written, and then all is as it was.
SplitFocus split_focus(const Context& context, const ActiveFocus& focus,
                       const std::filesystem::path& file, const SplitLikes& split,
                       const std::array<std::string, 2>& stems);

}  // namespace papercup::app
