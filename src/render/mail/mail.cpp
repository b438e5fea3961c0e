#include "papercup/render/mail.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <gmime/gmime.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/phrases.hpp"
#include "render/digest/freshness_lines.hpp"
#include "render/mail/mail_bodies.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

constexpr const char* kCharset = "utf-8";
constexpr int kSubjectColumns = 40;  // of what a subject quotes

struct ObjectDeleter {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, ObjectDeleter>;

void start_gmime() {
  static const bool is_started = [] {
    g_mime_init();
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
  g_mime_object_set_header(reinterpret_cast<GMimeObject*>(message), name, value.c_str(), kCharset);
}

Owned<GMimeTextPart> text_part(const char* subtype, const std::string& text) {
  Owned<GMimeTextPart> part(g_mime_text_part_new_with_subtype(subtype));
  g_mime_text_part_set_charset(part.get(), kCharset);
  g_mime_text_part_set_text(part.get(), text.c_str());
  // Lines of any length and any server: only ASCII and short lines are sent.
  g_mime_part_set_content_encoding(reinterpret_cast<GMimePart*>(part.get()),
                                   GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return part;
}

void add_date(GMimeMessage* message, Time date, std::chrono::seconds utc_offset) {
  GTimeZone* const zone = g_time_zone_new_offset(static_cast<gint32>(utc_offset.count()));
  GDateTime* const utc = g_date_time_new_from_unix_utc(date.time_since_epoch().count());
  GDateTime* const local = g_date_time_to_timezone(utc, zone);
  g_mime_message_set_date(message, local);
  g_date_time_unref(local);
  g_date_time_unref(utc);
  g_time_zone_unref(zone);
}

void add_address(GMimeMessage* message, GMimeAddressType type, const MailAddress& address) {
  const Owned<InternetAddress> mailbox(internet_address_mailbox_new(
      address.name.empty() ? nullptr : address.name.c_str(), address.address.c_str()));
  internet_address_set_charset(mailbox.get(), kCharset);
  internet_address_list_add(g_mime_message_get_addresses(message, type), mailbox.get());
}

void add_headers(GMimeMessage* message, const digest::Digest& digest, const Letter& letter,
                 const TextStyle& style) {
  const std::string domain = letter.from.domain();
  add_address(message, GMIME_ADDRESS_TYPE_FROM, letter.from);
  for (const MailAddress& to : letter.to) add_address(message, GMIME_ADDRESS_TYPE_TO, to);
  g_mime_message_set_subject(message, mail_subject(digest, style).c_str(), kCharset);
  add_date(message, letter.date, style.utc_offset);
  g_mime_message_set_message_id(message, letter.message_id.c_str());
  set_header(message, "List-Id", fmt::format("<{}.papercup.{}>", label_of(letter.list), domain));
  if (!letter.unsubscribe.empty()) {
    set_header(message, "List-Unsubscribe", fmt::format("<{}>", letter.unsubscribe));
  }
  // RFC 3834: no vacation notices in return.
  set_header(message, "Auto-Submitted", "auto-generated");
  set_header(message, "User-Agent", "papercup/" PAPERCUP_VERSION);
}

std::string bytes_of(GMimeMessage* message) {
  GMimeFormatOptions* const options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  char* const text = g_mime_object_to_string(reinterpret_cast<GMimeObject*>(message), options);
  g_mime_format_options_free(options);
  std::string bytes = text != nullptr ? text : "";
  g_free(text);
  return bytes;
}

// Lists of the digest's categories that are not complete.
std::vector<std::string> missing_lists(const digest::Digest& digest) {
  std::vector<std::string> missing;
  for (const Freshness& list : digest.lists) {
    if (needs_a_look(list)) missing.push_back(list.category);
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
    names += (names.empty() ? "" : ", ") + displayed(section.focus_name, style);
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
  const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
  add_headers(message.get(), digest, letter, style);
  const Owned<GMimeMultipart> alternatives(g_mime_multipart_new_with_subtype("alternative"));
  // In quoted-printable only hexadecimal digits and line ends follow an '=', so that no text can
  // end a part.
  g_mime_multipart_set_boundary(
      alternatives.get(), fmt::format("=_papercup_{:016x}", hash_of(letter.message_id)).c_str());
  for (const auto& part : {text_part("plain", mail_text(digest, letter, style)),
                           text_part("html", mail_html(digest, letter, style))}) {
    g_mime_multipart_add(alternatives.get(), reinterpret_cast<GMimeObject*>(part.get()));
  }
  g_mime_message_set_mime_part(message.get(), reinterpret_cast<GMimeObject*>(alternatives.get()));
  return bytes_of(message.get());
}

}  // namespace papercup::render
