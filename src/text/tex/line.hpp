#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "text/tex/math.hpp"

namespace papercup::text {

// A formula that grows on one line. It keeps apart what must not run together: a letter after
// "_eff" or after the name of a function, and operators that have blanks from what they connect.
class FormulaLine {
 public:
  explicit FormulaLine(int depth) : depth_(depth) {}

  bool is_empty() const { return text_.empty(); }
  std::string_view text() const { return text_; }
  MathText take() && { return {std::move(text_), gap_ == Gap::after_script}; }

  void append(std::string_view piece);
  void append_blank();
  // No blank stands before what closes a bracket, nor before a comma.
  void drop_blank();
  // A blank of the source that only ended a command's name: it goes, unless an operator follows.
  void lose_blank() { has_lost_blank_ = true; }
  // "=", "+" and the like as they stand in the source; is_spaced if a blank follows there.
  void append_relation_character(std::string_view character, bool is_spaced);
  // A command that stands for an operator or relation. Blanks are on both sides of it, if it is
  // between operands, or on none: the caller has skipped those of the source that follow it.
  void append_operator(std::string_view sign);
  void append_name(std::string_view name);
  // A letter or sign; it may end with a script ("M_⊙").
  void append_symbol(std::string_view sign);
  void append_group(const MathText& group, bool is_upright);
  // Both scripts of what stands before them; either may be empty.
  void append_scripts(std::string_view raised, std::string_view lowered, bool is_lowered_first);
  // Sets what follows apart from a word.
  void part_from_word() { gap_ = Gap::after_name; }

 private:
  // After what a letter or digit has to be set apart.
  enum class Gap { none, after_script, after_name };

  std::string text_;
  int depth_;
  Gap gap_ = Gap::none;
  bool has_lost_blank_ = false;
  std::size_t upright_end_ = std::string::npos;
};

}  // namespace papercup::text
