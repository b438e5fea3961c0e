#include <algorithm>
#include <array>

#include "digest/signals/statements.hpp"
#include "papercup/core/characters.hpp"

namespace papercup::digest {
namespace {

struct KnownHost {
  std::string_view name;  // and the beginning of a path
  Host kind;
};

// The longer of two that fit comes first.
constexpr std::array<KnownHost, 23> kHosts = {{{"huggingface.co/datasets", Host::dataset},
                                               {"hf.co/datasets", Host::dataset},
                                               {"kaggle.com/datasets", Host::dataset},
                                               {"github.com", Host::code},
                                               {"gitlab.com", Host::code},
                                               {"bitbucket.org", Host::code},
                                               {"codeberg.org", Host::code},
                                               {"gitee.com", Host::code},
                                               {"sourceforge.net", Host::code},
                                               {"pypi.org", Host::code},
                                               {"anonymous.4open.science", Host::code},
                                               {"codeocean.com", Host::code},
                                               {"ascl.net", Host::code},
                                               {"huggingface.co", Host::either},
                                               {"hf.co", Host::either},
                                               {"zenodo.org", Host::either},
                                               {"doi.org/10.5281", Host::either},  // Zenodo
                                               {"osf.io", Host::either},
                                               {"figshare.com", Host::either},
                                               {"kaggle.com", Host::either},
                                               {"dataverse.", Host::dataset},
                                               {"physionet.org", Host::dataset},
                                               {"modelscope.cn", Host::either}}};

std::size_t scheme_length(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (ascii::starts_with_ignoring_case(text, scheme)) return scheme.size();
  }
  return 0;
}

bool begins_known_host(std::string_view text) {
  if (ascii::starts_with_ignoring_case(text, "www.")) text.remove_prefix(4);
  return std::any_of(kHosts.begin(), kHosts.end(), [&](const KnownHost& host) {
    // Without a scheme only what goes on with a path is an address.
    return ascii::starts_with_ignoring_case(text, host.name) &&
           text.size() > host.name.size() + 1 && text[host.name.size()] == '/';
  });
}

bool belongs_to_address(char c) {
  constexpr std::string_view kEnds = " \t\n\r{}<>\"`$^|,;";
  return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
         kEnds.find(c) == std::string_view::npos;
}

// "\_" and "\%" as TeX means them; any other command ends the address.
struct Reading {
  std::string characters;
  std::size_t length = 0;
};

Reading read_characters(std::string_view text) {
  constexpr std::string_view kEscaped = "_%#&~-/";
  Reading reading;
  while (reading.length < text.size() && belongs_to_address(text[reading.length])) {
    const char c = text[reading.length];
    if (c == '\\') {
      const bool is_escape = reading.length + 1 < text.size() &&
                             kEscaped.find(text[reading.length + 1]) != std::string_view::npos;
      if (!is_escape) break;
      ++reading.length;
      continue;
    }
    reading.characters += c;
    ++reading.length;
  }
  return reading;
}

bool is_closed(std::string_view characters) {
  return std::count(characters.begin(), characters.end(), '(') >=
         std::count(characters.begin(), characters.end(), ')');
}

void cut_end(std::string& characters) {
  constexpr std::string_view kEnds = ".,;:!?]'*";
  for (;;) {
    if (characters.empty()) return;
    const char last = characters.back();
    const bool is_bracket = last == ')' && !is_closed(characters);
    if (!is_bracket && kEnds.find(last) == std::string_view::npos) return;
    characters.pop_back();
  }
}

std::string_view without_scheme(std::string_view url) {
  url.remove_prefix(scheme_length(url));
  if (ascii::starts_with_ignoring_case(url, "www.")) url.remove_prefix(4);
  return url;
}

// "https://github.com/ o/r", "https://github.com/o/ r": the line broke there.
bool is_broken_off(std::string_view url) {
  const std::string_view rest = without_scheme(url);
  return ascii::starts_with_ignoring_case(rest, "github.com/") && rest.ends_with('/') &&
         std::count(rest.begin(), rest.end(), '/') <= 2;
}

// Whether a word is no word of a sentence: "reward-bench2", "PhonemeFake".
bool looks_like_name(std::string_view word) {
  if (word.find_first_of("-_0123456789") != std::string_view::npos) return true;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (ascii::is_lower(word[i - 1]) && ascii::is_upper(word[i])) return true;
  }
  return false;
}

// Puts the next part of an address to it that was broken off; false if there is none.
bool join_rest(Reading& reading, std::string_view text) {
  if (!is_broken_off(reading.characters) || reading.length >= text.size() ||
      text[reading.length] != ' ') {
    return false;
  }
  const Reading rest = read_characters(text.substr(reading.length + 1));
  std::string path = rest.characters;
  cut_end(path);
  const bool is_owner = std::count(reading.characters.begin(), reading.characters.end(), '/') == 3;
  const bool is_path = is_owner ? path.find('/') != std::string::npos : looks_like_name(path);
  if (!is_path || scheme_length(path) > 0) return false;
  reading.characters += rest.characters;
  reading.length += 1 + rest.length;
  return true;
}

}  // namespace

std::optional<Address> address_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const std::size_t scheme = scheme_length(rest);
  if (scheme == 0 && !begins_known_host(rest)) return std::nullopt;
  Reading reading = read_characters(rest);
  // After the host and after the owner.
  if (join_rest(reading, rest)) join_rest(reading, rest);
  cut_end(reading.characters);
  if (reading.characters.ends_with(".git"))
    reading.characters.resize(reading.characters.size() - 4);
  while (reading.characters.ends_with('/')) reading.characters.pop_back();
  const std::string_view shown = without_scheme(reading.characters);
  if (shown.find('.') == std::string_view::npos) return std::nullopt;
  return Address{scheme > 0 ? reading.characters : "https://" + reading.characters,
                 std::string(shown), reading.length};
}

bool is_account(const Address& address) {
  constexpr std::array<std::string_view, 5> kForges = {
      "github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/", "gitee.com/"};
  constexpr std::array<std::string_view, 6> kPages = {"orgs",   "users",    "topics",
                                                      "search", "sponsors", "explore"};
  std::string_view path = address.shown;
  const bool is_kept_there = std::ranges::any_of(
      kForges, [&](std::string_view host) { return ascii::starts_with_ignoring_case(path, host); });
  if (!is_kept_there) return false;
  path.remove_prefix(path.find('/') + 1);
  path = path.substr(0, path.find_first_of("?#"));
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos || slash + 1 == path.size() ||
         std::ranges::find(kPages, ascii::lower(path.substr(0, slash))) != kPages.end();
}

Host host_of(const Address& address) {
  for (const KnownHost& host : kHosts) {
    if (ascii::starts_with_ignoring_case(address.shown, host.name)) return host.kind;
  }
  constexpr std::string_view kOwnGitLab = "gitlab.";
  return ascii::starts_with_ignoring_case(address.shown, kOwnGitLab) ? Host::code : Host::other;
}

}  // namespace papercup::digest
