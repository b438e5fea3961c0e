#pragma once

#include <string>
#include <string_view>

#include "papercup/render/evaluation.hpp"

namespace papercup::render {

// "better", "worse", "not enough evidence".
std::string_view verdict_word(Verdict verdict);

// Why no day tells anything, and what to do.
struct Missing {
  std::string what, advice;
};
Missing what_is_missing(const EvaluationReport& report);

}  // namespace papercup::render
