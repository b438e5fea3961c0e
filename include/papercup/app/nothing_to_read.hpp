#pragma once

#include <string>

#include "papercup/app/digesting.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Why no stored paper is a candidate for a digest, as one sentence that says what to do about it.
std::string reason_for_nothing(const store::Store& store, const DigestPlan& plan);

}  // namespace papercup::app
