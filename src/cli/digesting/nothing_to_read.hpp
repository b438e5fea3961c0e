#pragma once

#include <string>

#include "cli/digesting/digesting.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// Why no stored paper is a candidate for a digest, as one sentence that says what to do about it.
std::string reason_for_nothing(const store::Store& store, const DigestPlan& plan);

}  // namespace papercup::cli
