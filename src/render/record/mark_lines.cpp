#include "papercup/render/mark_lines.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "papercup/core/error.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& why) { throw Error(ErrorKind::failure, why); }

std::string text_of(const Json& object, const char* key, bool is_needed) {
  const auto found = object.find(key);
  if (found == object.end()) {
    if (is_needed) refuse(fmt::format("it has no {}", key));
    return {};
  }
  if (!found->is_string()) refuse(fmt::format("{} is not a text", key));
  return found->get<std::string>();
}

MarkVerb verb_of(const std::string& text) {
  const auto verb = parse_mark_verb(text);
  if (!verb) refuse(fmt::format("'{}' is not a mark", text));
  return *verb;
}

Time time_of(const std::string& text) {
  const auto time = parse_rfc3339(text);
  if (!time) refuse(fmt::format("'{}' is not a time", text));
  return *time;
}

int ordinal_of(const Json& object) {
  const auto found = object.find("ordinal");
  if (found == object.end()) return 0;
  constexpr int kMost = 1'000'000;
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() > kMost) {
    refuse("ordinal is not a number");
  }
  return found->get<int>();
}

}  // namespace

std::string mark_line(const Mark& mark) {
  Json object = {{"time", to_rfc3339(mark.time)},
                 {"ordinal", mark.ordinal},
                 {"verb", to_string(mark.verb)},
                 {"id", mark.id.to_string()}};
  if (!mark.focus.empty()) object["focus"] = mark.focus;
  if (mark.known) object["known"] = true;
  if (mark.only) object["only"] = to_string(*mark.only);
  if (logical_time(mark) != mark.time) object["logical"] = to_rfc3339(logical_time(mark));
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Mark parse_mark_line(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object()) refuse("it is not a JSON object");
  try {
    Mark mark{time_of(text_of(object, "time", true)), ordinal_of(object),
              verb_of(text_of(object, "verb", true)),
              PaperRef::parse(text_of(object, "id", true)).id, text_of(object, "focus", false)};
    if (const auto known = object.find("known"); known != object.end()) {
      if (!known->is_boolean()) refuse("known is neither true nor false");
      mark.known = known->get<bool>();
    }
    if (const std::string only = text_of(object, "only", false); !only.empty()) {
      mark.only = verb_of(only);
    }
    if (const std::string text = text_of(object, "logical", false); !text.empty()) {
      const Time logical = time_of(text);
      if (logical > mark.time) mark.logical = logical;
    }
    return mark;
  } catch (const Error& error) {
    refuse(error.message());
  }
}

}  // namespace papercup::render
