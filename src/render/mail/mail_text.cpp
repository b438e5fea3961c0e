#include <fmt/format.h>

#include "papercup/text/width.hpp"
#include "render/mail/mail_parts.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

// Wraps in a mail program that shows what is quoted, too.
constexpr int kColumns = 76;

std::string paragraph(const std::string& text, const TextStyle& style) {
  return indented(text::wrap(displayed(text, style), style.width), 0);
}

std::string lost_lines(const LostMail& lost, const TextStyle& style) {
  std::string text = paragraph(lost.what, style);
  for (const Paper& paper : lost.papers) {
    text += indented(text::wrap(displayed(paper.title, style), style.width - 2), 2);
    text += "  " + paper.id.url() + "\n";
  }
  return text + "\n";
}

}  // namespace

std::string mail_hint(const digest::Digest& digest) {
  for (const digest::Section& section : digest.sections) {
    if (section.papers.empty()) continue;
    // Not by its rank, which is another one on the terminal.
    const std::string id = section.papers.front().paper.id.to_string();
    return fmt::format(
        "To teach the ranking: papercup like {}{}, or dislike; save and why take identifiers too.",
        id, section.focus.empty() ? "" : " --focus " + section.focus);
  }
  return {};
}

std::string mail_text(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  TextStyle plain = style;
  plain.width = kColumns;
  plain.colour = Colour::off;
  plain.links = Links::off;
  plain.medium = Medium::pipe;
  std::string text;
  for (const std::string& notice : letter.notices) text += paragraph(notice, plain);
  if (!text.empty()) text += "\n";
  for (const LostMail& lost : letter.lost) text += lost_lines(lost, plain);
  text += digest_text(digest, plain);
  // The signature's mark, which mail programs know (RFC 3676, 4.3).
  text += "\n-- \n";
  for (const std::string& line : {mail_hint(digest), std::string(kAcknowledgement)}) {
    if (!line.empty()) text += paragraph(line, plain);
  }
  return text;
}

}  // namespace papercup::render
