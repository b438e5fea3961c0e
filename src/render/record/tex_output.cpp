#include "render/record/tex_output.hpp"

#include <string>

#include "papercup/core/characters.hpp"
#include "render/record/tex_commands.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kShortScript = 2;  // bytes of a mark and one character: "^2"

// ^, _ or ' at the front of a formula; none for anything else.
char script_mark(std::string_view inside) {
  return std::string_view("^_'").find(inside.front()) == std::string_view::npos ? '\0'
                                                                                : inside.front();
}

// Puts another character into the script that a text ends with.
void lengthen_script(std::string& text, std::string_view inside) {
  if (text.back() == '}') {
    text.pop_back();
  } else {
    text.insert(text.size() - 1, "{");
  }
  text += inside.substr(1);
  text += '}';
}

}  // namespace

void TexOutput::append_formula(std::string_view inside) {
  std::string& text = result_.text;
  const char mark = script_mark(inside);
  const bool is_short = inside.size() == kShortScript && mark != '\'';
  const bool lengthens = mark != '\0' && mark == script_ && is_short;
  const bool may_join = script_ == '\0' || mark == '\0' || lengthens;
  if (text.empty() || text.size() != formula_end_ || !may_join) {
    append("$");
    append(inside);
  } else {
    text.pop_back();
    if (lengthens) {
      lengthen_script(text, inside);
    } else {
      if (ascii::is_letter(inside.front())) append(" ");
      append(inside);
    }
  }
  append("$");
  // Nothing lengthens a script of a command ("^\circ") or a prime, which is its own mark.
  script_ = mark == '\0' || is_short ? mark : '\'';
  formula_end_ = text.size();
}

void TexOutput::need(std::string_view command) {
  const TexCommand* known = find_tex_command(command);
  if (known != nullptr && !known->definition.empty()) result_.commands.emplace(command);
}

}  // namespace papercup::render
