#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "render/record/tex_text.hpp"

namespace papercup::render {

// TeX that is being written, and the commands in it that need a definition.
class TexOutput {
 public:
  void append(std::string_view text) { result_.text += text; }
  // A formula of one character, in dollars; joined to another one right before it, if the two may
  // stand in one: "$\mu_0$", "$^{-3}$".
  void append_formula(std::string_view inside);
  void need(std::string_view command);

  std::size_t size() const { return result_.text.size(); }
  char back() const { return result_.text.back(); }
  TexText take() { return std::move(result_); }

 private:
  TexText result_;
  std::size_t formula_end_ = 0;  // where the text ends with such a formula
  char script_ = '\0';           // the mark of the script or prime that it ends with, if any
};

}  // namespace papercup::render
