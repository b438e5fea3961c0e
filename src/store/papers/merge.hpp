#pragma once

#include <optional>

#include "papercup/core/paper.hpp"

namespace papercup::store {

// What the store knows of a paper.
struct Known {
  Paper paper;
  Detail detail = Detail::full;  // summary: no source has described this version in full
};

struct Merged {
  Known known;
  std::optional<Paper> history;  // a former version's metadata to be kept; its version is known
};

// What is known of a paper that is new.
Known first_of(const Record& record);

// After another source has spoken; the rules are those of Store::upsert.
Merged merge(const Known& stored, const Record& record);

}  // namespace papercup::store
