#pragma once

#include <optional>

#include "papercup/core/paper.hpp"

namespace papercup::store {

// What is stored of a paper after another source has spoken.
struct Merged {
  Paper paper;
  std::optional<Paper> history;  // a former version's metadata to be kept; its version is known
};

// What is stored of a paper that is new.
Paper first_of(const Record& record);

// The rules are those of Store::upsert.
Merged merge(const Paper& stored, const Record& record);

}  // namespace papercup::store
