#include "papercup/render/mail.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmime/gmime.h>

#include "papercup/core/characters.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/render/style.hpp"
#include "papercup/system/shared_library.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

namespace papercup::render {
namespace {

// What arXiv asks to be said (https://info.arxiv.org/help/api/tou.html).
constexpr const char* kAcknowledgement =
    "Thank you to arXiv for use of its open access interoperability.";

constexpr int kAuthorColumns = 90;
constexpr int kAbstractColumns = 90;

// Colours are such that they can be read on white and on black: not every mail program heeds
// `color-scheme`, and some change backgrounds on their own.
constexpr std::string_view kDim = "color:#707070";
constexpr std::string_view kWarning = "color:#b35900";
constexpr std::string_view kLink = "color:#1a66c9;text-decoration:none";

// Nothing within is fetched; the style is for those that support it, everything else is inline.
// Its colours come with their background, since some programs heed the query and not
// `color-scheme`, and would show them on white.
constexpr std::string_view kHead =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\" style=\"color-scheme:light dark\">\n<head>\n"
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
    "<style>@media (prefers-color-scheme: dark) {\n"
    "body { background: #121212 !important; color: #e8e6e3 !important; }\n"
    "a { color: #8ab4f8 !important; } .dim { color: #9aa0a6 !important; }\n"
    ".warning { color: #f0a860 !important; } }</style>\n";
constexpr std::string_view kBody =
    "<body style=\"margin:0 auto;padding:12px;max-width:42em;font-family:-apple-system,'Segoe "
    "UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.45;"
    "overflow-wrap:break-word\">\n";

// How to go on, for the foot of a message.
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

std::string anchor(const std::string& address, const std::string& text, std::string_view more) {
  return fmt::format(R"(<a href="{}" style="{}{}"><bdi>{}</bdi></a>)", html_text(address), kLink,
                     more, html_text(text));
}

std::string paragraph(std::string_view text) {
  return fmt::format("<p dir=\"auto\" style=\"margin:0 0 8px\">{}</p>\n", html_text(text));
}

std::string warning(std::string_view text) {
  return fmt::format("<p dir=\"auto\" class=\"warning\" style=\"margin:0 0 8px;{}\">{}</p>\n",
                     kWarning, html_text(text));
}

std::string dim(std::string_view text) {
  return fmt::format(
      "<p dir=\"auto\" class=\"dim\" style=\"margin:2px 0;font-size:14px;{}\">{}</p>\n", kDim,
      html_text(text));
}

std::string lost_paragraphs(const LostMail& lost, const TextStyle& style) {
  std::string html = warning(one_line(lost.what));
  if (lost.papers.empty()) return html;
  html += "<ul style=\"margin:0 0 12px;padding-left:20px\">\n";
  for (const Paper& paper : lost.papers) {
    html += fmt::format("<li>{}</li>\n", anchor(paper.id.url(), visible_title(paper, style), ""));
  }
  return html + "</ul>\n";
}

std::string preamble(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  std::string html;
  for (const std::string& notice : letter.notices) html += warning(one_line(notice));
  for (const LostMail& lost : letter.lost) html += lost_paragraphs(lost, style);
  for (const std::string& text : warnings_of(digest, style)) html += warning(text);
  return html;
}

std::string entry(const ScoredPaper& scored, const TextStyle& style) {
  const PaperView view = paper_view(scored, style);
  std::string html = fmt::format(
      "<div style=\"margin:0 0 20px\">\n<p dir=\"auto\" style=\"margin:0;font-size:17px\">{}. "
      "{}</p>\n",
      scored.rank, anchor(view.url, visible_title(view), ";font-weight:600"));
  if (const std::string line = byline(view, kAuthorColumns, style); !line.empty()) {
    html += dim(line);
  }
  const std::vector<std::string> opening =
      decisive_lines(scored.paper.abstract, scored.score, style, kAbstractColumns);
  if (!opening.empty()) {
    html += fmt::format("<p dir=\"auto\" style=\"margin:4px 0\">{}</p>\n",
                        html_text(fmt::format("{}", fmt::join(opening, " "))));
  }
  if (!view.why.empty()) {
    html += dim(fmt::format("why: {}", fmt::join(view.why, separator(style))));
  }
  for (const SignalItem& item : view.signals) {
    html += item.is_alarm ? warning(item_text(item)) : dim(item_text(item));
  }
  if (!view.relatives.empty()) html += dim(view.relatives);
  return html + "</div>\n";
}

std::string news_paragraphs(const digest::Digest& digest, const TextStyle& style) {
  std::string html;
  for (const digest::News& news : digest.news) {
    html += warning(news_headline(news, digest, style));
    html += fmt::format("<p dir=\"auto\" style=\"margin:0 0 8px\">{}</p>\n",
                        anchor(news.paper.id.url(), visible_title(news.paper, style), ""));
    if (const std::string statement = news_statement(news, style); !statement.empty()) {
      html += dim(statement);
    }
  }
  return html;
}

std::string exploration_paragraphs(const digest::Digest& digest, const TextStyle& style) {
  const ScoredPaper* scored = exploration_of(digest);
  if (scored == nullptr) return {};
  return dim(kExplorationIntroduction) +
         fmt::format("<p dir=\"auto\" style=\"margin:0 0 12px\">{}. {}</p>\n", scored->rank,
                     anchor(scored->paper.id.url(), visible_title(scored->paper, style), ""));
}

std::string section_html(const digest::Section& section, const digest::Digest& digest,
                         const TextStyle& style) {
  std::string html =
      fmt::format("<h1 dir=\"auto\" style=\"margin:16px 0 4px;font-size:19px\">{}</h1>\n",
                  html_text(section_heading(section, style)));
  for (const std::string& line : subheadings(section, digest, style)) html += dim(line);
  html += "<div style=\"height:12px\"></div>\n";
  for (const ScoredPaper& scored : section.papers) html += entry(scored, style);
  return html;
}

// Wraps in a mail program that shows what is quoted, too.
constexpr int kColumns = 76;

std::string text_paragraph(const std::string& text, const TextStyle& style) {
  return indented(text::wrap_message(one_line(text), style.width), 0);
}

std::string lost_lines(const LostMail& lost, const TextStyle& style) {
  std::string text = text_paragraph(lost.what, style);
  for (const Paper& paper : lost.papers) {
    text += indented(text::wrap(displayed(paper.title, style), style.width - 2), 2);
    text += "  " + paper.id.url() + "\n";
  }
  return text + "\n";
}

// One page with inline styles, which adapts to narrow and to dark screens. It has links, and
// nothing that is loaded.
std::string mail_html(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  TextStyle plain = style;
  plain.colour = Colour::off;
  plain.links = Links::off;
  plain.medium = Medium::pipe;
  std::string html = fmt::format("{}<title>{}</title>\n</head>\n{}", kHead,
                                 html_text(mail_subject(digest, plain)), kBody);
  html += preamble(digest, letter, plain) + news_paragraphs(digest, plain);
  for (const digest::Section& section : digest.sections) {
    html += section_html(section, digest, plain);
  }
  html += exploration_paragraphs(digest, plain);
  for (const std::string& line : closing_lines(digest, plain)) html += paragraph(line);
  html += "<hr style=\"border:0;border-top:1px solid #999999;margin:20px 0 8px\">\n";
  for (const std::string& line : {mail_hint(digest), std::string(kAcknowledgement)}) {
    if (!line.empty()) html += dim(line);
  }
  return html + "</body>\n</html>\n";
}

// As in a pipe, between what has to be said first and arXiv's acknowledgement.
std::string mail_text(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  TextStyle plain = style;
  plain.width = kColumns;
  plain.colour = Colour::off;
  plain.links = Links::off;
  plain.medium = Medium::pipe;
  std::string text;
  for (const std::string& notice : letter.notices) text += text_paragraph(notice, plain);
  if (!text.empty()) text += "\n";
  for (const LostMail& lost : letter.lost) text += lost_lines(lost, plain);
  text += digest_text(digest, plain);
  // The signature's mark, which mail programs know (RFC 3676, 4.3).
  text += "\n-- \n";
  for (const std::string& line : {mail_hint(digest), std::string(kAcknowledgement)}) {
    if (!line.empty()) text += text_paragraph(line, plain);
  }
  return text;
}

constexpr const char* kCharset = "utf-8";
constexpr int kSubjectColumns = 40;  // of what a subject quotes

struct ObjectDeleter {
  void operator()(void* object) const { PAPERCUP_GMIME(g_object_unref)(object); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, ObjectDeleter>;

void start_gmime() {
  static const bool is_started = [] {
    PAPERCUP_GMIME(g_mime_init)();
    return true;
  }();
  (void)is_started;
}

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// A focus's name without what an identifier must not have (RFC 2919, RFC 5322).
std::string label_of(std::string_view name) {
  std::string label;
  for (const char c : name) {
    if (ascii::is_letter_or_digit(c)) {
      label += c;
    } else if (!label.empty() && label.back() != '-') {
      label += '-';
    }
  }
  while (!label.empty() && label.back() == '-') label.pop_back();
  return label.empty() ? "digest" : label.substr(0, 60);
}

void set_header(GMimeMessage* message, const char* name, const std::string& value) {
  PAPERCUP_GMIME(g_mime_object_set_header)
  (reinterpret_cast<GMimeObject*>(message), name, value.c_str(), kCharset);
}

Owned<GMimeTextPart> text_part(const char* subtype, const std::string& text) {
  Owned<GMimeTextPart> part(PAPERCUP_GMIME(g_mime_text_part_new_with_subtype)(subtype));
  // Not by g_mime_text_part_set_text, which takes the smallest character set that has every letter
  // of the text, whatever the HTML within says of itself.
  const Owned<GMimeStream> stream(
      PAPERCUP_GMIME(g_mime_stream_mem_new_with_buffer)(text.data(), text.size()));
  const Owned<GMimeDataWrapper> content(PAPERCUP_GMIME(g_mime_data_wrapper_new_with_stream)(
      stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  PAPERCUP_GMIME(g_mime_part_set_content)(reinterpret_cast<GMimePart*>(part.get()), content.get());
  PAPERCUP_GMIME(g_mime_text_part_set_charset)(part.get(), kCharset);
  // Lines of any length and any server: only ASCII and short lines are sent.
  PAPERCUP_GMIME(g_mime_part_set_content_encoding)
  (reinterpret_cast<GMimePart*>(part.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return part;
}

void add_date(GMimeMessage* message, Time date, std::chrono::seconds utc_offset) {
  GTimeZone* const zone =
      PAPERCUP_GMIME(g_time_zone_new_offset)(static_cast<gint32>(utc_offset.count()));
  GDateTime* const utc =
      PAPERCUP_GMIME(g_date_time_new_from_unix_utc)(date.time_since_epoch().count());
  GDateTime* const local = PAPERCUP_GMIME(g_date_time_to_timezone)(utc, zone);
  PAPERCUP_GMIME(g_mime_message_set_date)(message, local);
  PAPERCUP_GMIME(g_date_time_unref)(local);
  PAPERCUP_GMIME(g_date_time_unref)(utc);
  PAPERCUP_GMIME(g_time_zone_unref)(zone);
}

void add_address(GMimeMessage* message, GMimeAddressType type, const MailAddress& address) {
  const Owned<InternetAddress> mailbox(PAPERCUP_GMIME(internet_address_mailbox_new)(
      address.name.empty() ? nullptr : address.name.c_str(), address.address.c_str()));
  PAPERCUP_GMIME(internet_address_set_charset)(mailbox.get(), kCharset);
  PAPERCUP_GMIME(internet_address_list_add)
  (PAPERCUP_GMIME(g_mime_message_get_addresses)(message, type), mailbox.get());
}

void add_headers(GMimeMessage* message, const digest::Digest& digest, const Letter& letter,
                 const TextStyle& style) {
  const std::string domain = letter.from.domain();
  add_address(message, GMIME_ADDRESS_TYPE_FROM, letter.from);
  for (const MailAddress& to : letter.to) add_address(message, GMIME_ADDRESS_TYPE_TO, to);
  PAPERCUP_GMIME(g_mime_message_set_subject)
  (message, mail_subject(digest, style).c_str(), kCharset);
  add_date(message, letter.date, style.utc_offset);
  PAPERCUP_GMIME(g_mime_message_set_message_id)(message, letter.message_id.c_str());
  set_header(message, "List-Id", fmt::format("<{}.papercup.{}>", label_of(letter.list), domain));
  if (!letter.unsubscribe.empty()) {
    set_header(message, "List-Unsubscribe", fmt::format("<{}>", letter.unsubscribe));
  }
  // RFC 3834: no vacation notices in return.
  set_header(message, "Auto-Submitted", "auto-generated");
  set_header(message, "User-Agent", "papercup/" PAPERCUP_VERSION);
}

std::string bytes_of(GMimeMessage* message) {
  GMimeFormatOptions* const options = PAPERCUP_GMIME(g_mime_format_options_new)();
  PAPERCUP_GMIME(g_mime_format_options_set_newline_format)(options, GMIME_NEWLINE_FORMAT_DOS);
  char* const text =
      PAPERCUP_GMIME(g_mime_object_to_string)(reinterpret_cast<GMimeObject*>(message), options);
  PAPERCUP_GMIME(g_mime_format_options_free)(options);
  std::string bytes = text != nullptr ? text : "";
  PAPERCUP_GMIME(g_free)(text);
  return bytes;
}

// Lists of the digest's categories that are not complete; older ones are a matter for the text.
std::vector<std::string> missing_lists(const digest::Digest& digest) {
  std::vector<std::string> missing;
  for (const Freshness& list : digest.lists) {
    if (!is_complete(list.state) || list.missed > 0) missing.push_back(list.category);
  }
  return missing;
}

std::string missing_text(const digest::Digest& digest) {
  const std::vector<std::string> missing = missing_lists(digest);
  if (missing.empty()) return {};
  if (missing.size() > 2) return fmt::format("({} lists missing)", missing.size());
  return fmt::format("({}{} missing)", missing.front(),
                     missing.size() == 2 ? ", " + missing.back() : "");
}

}  // namespace

std::string mail_subject(const digest::Digest& digest, const TextStyle& style) {
  std::size_t papers = 0;
  std::size_t considered = 0;
  std::string names;
  for (const digest::Section& section : digest.sections) {
    papers += section.papers.size();
    considered += section.considered;
    names += (names.empty() ? "" : ", ") + one_line(section.focus_name);
  }
  names = text::truncate(names, kSubjectColumns, ellipsis(style));
  std::string subject = fmt::format("papercup: {} of {}", papers, text::with_thousands(considered));
  if (papers > 0) {
    subject += fmt::format(", {} min", std::max(1L, std::lround(digest.minutes)));
  }
  if (!names.empty()) subject += ", " + names;
  const std::string missing = displayed(missing_text(digest), style);
  return missing.empty() ? subject : subject + " " + missing;
}

std::string message_id(const std::string& list, Date day, const std::string& domain) {
  return fmt::format("{}.{}.{:016x}@{}", day.to_string(), label_of(list),
                     hash_of(list + "\n" + day.to_string() + "\n" + domain), domain);
}

std::string mail_message(const digest::Digest& digest, const Letter& letter,
                         const TextStyle& style) {
  start_gmime();
  const Owned<GMimeMessage> message(PAPERCUP_GMIME(g_mime_message_new)(TRUE));
  add_headers(message.get(), digest, letter, style);
  const Owned<GMimeMultipart> alternatives(
      PAPERCUP_GMIME(g_mime_multipart_new_with_subtype)("alternative"));
  // In quoted-printable only hexadecimal digits and line ends follow an '=', so that no text can
  // end a part.
  PAPERCUP_GMIME(g_mime_multipart_set_boundary)
  (alternatives.get(), fmt::format("=_papercup_{:016x}", hash_of(letter.message_id)).c_str());
  for (const auto& part : {text_part("plain", mail_text(digest, letter, style)),
                           text_part("html", mail_html(digest, letter, style))}) {
    PAPERCUP_GMIME(g_mime_multipart_add)
    (alternatives.get(), reinterpret_cast<GMimeObject*>(part.get()));
  }
  PAPERCUP_GMIME(g_mime_message_set_mime_part)
  (message.get(), reinterpret_cast<GMimeObject*>(alternatives.get()));
  return bytes_of(message.get());
}

}  // namespace papercup::render
