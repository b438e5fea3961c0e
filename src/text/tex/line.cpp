#include "text/tex/line.hpp"

#include "papercup/core/characters.hpp"
#include "text/tex/layout.hpp"

namespace papercup::text {

void FormulaLine::append(std::string_view piece) {
  if (piece.empty()) return;
  if (gap_ != Gap::none && begins_word(piece)) text_ += ' ';
  gap_ = Gap::none;
  has_lost_blank_ = false;
  text_ += piece;
}

void FormulaLine::append_blank() {
  const bool is_wanted =
      text_.empty() || std::string_view(" ([").find(text_.back()) == std::string_view::npos;
  if (is_wanted) text_ += ' ';
  gap_ = Gap::none;
  has_lost_blank_ = false;
}

void FormulaLine::drop_blank() {
  while (text_.size() > 1 && text_.back() == ' ') text_.pop_back();
}

void FormulaLine::append_relation_character(std::string_view character, bool is_spaced) {
  if (has_lost_blank_ && is_spaced) append_blank();
  append(character);
}

void FormulaLine::append_operator(std::string_view sign) {
  const bool has_operand = ends_operand(ascii::trim(text_));
  const bool needs_blanks = has_lost_blank_ || gap_ == Gap::after_script;
  if (has_operand && depth_ == 0 && needs_blanks) append_blank();
  const bool is_spaced = has_operand && text_.back() == ' ';
  gap_ = Gap::none;
  has_lost_blank_ = false;
  text_ += sign;
  if (is_spaced) append_blank();
}

void FormulaLine::append_name(std::string_view name) {
  if (ends_operand(text_) && text_.back() != '|' && gap_ == Gap::none) text_ += ' ';
  append(name);
  gap_ = Gap::after_name;
}

void FormulaLine::append_symbol(std::string_view sign) {
  append(sign);
  if (sign.size() > 1 && sign.find('_') != std::string_view::npos) gap_ = Gap::after_script;
}

void FormulaLine::append_group(const MathText& group, bool is_upright) {
  // Two upright words beside each other are units: "\mathrm{m}\mathrm{s}".
  const bool is_second_unit =
      is_upright && upright_end_ == text_.size() && begins_word(group.text) && ends_operand(text_);
  if (is_second_unit) append_blank();
  const bool is_doubled = text_.ends_with(' ') && group.text.starts_with(' ');
  append(std::string_view(group.text).substr(is_doubled ? 1 : 0));
  if (group.is_open) gap_ = Gap::after_script;
  if (is_upright) upright_end_ = text_.size();
}

void FormulaLine::append_scripts(std::string_view raised, std::string_view lowered,
                                 bool is_lowered_first) {
  const Gap gap = gap_;
  gap_ = Gap::none;
  has_lost_blank_ = false;
  drop_blank();
  if (const auto limits = set_limits(raised, lowered)) {
    text_ += *limits;
    gap_ = Gap::after_script;
    return;
  }
  const SetScript above = set_script(Script::raised, raised);
  const SetScript below = set_script(Script::lowered, lowered);
  const SetScript& first = is_lowered_first ? below : above;
  const SetScript& second = is_lowered_first ? above : below;
  text_.append(first.text).append(second.text);
  const bool is_open = second.text.empty() ? first.is_open : second.is_open;
  if (is_open) gap_ = Gap::after_script;
  if (gap == Gap::after_name && !is_open) gap_ = gap;
}

}  // namespace papercup::text
