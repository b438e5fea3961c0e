#include "papercup/render/records.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "papercup/core/error.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

Json author_list(const Paper& paper) {
  Json list = Json::array();
  for (const std::string& author : paper.authors) list.push_back(author);
  return list;
}

Json category_list(const Paper& paper) {
  Json list = Json::array();
  for (const Category& category : paper.categories) list.push_back(category.to_string());
  return list;
}

Json reasons(const Score& score) {
  Json list = Json::array();
  for (const Contribution& contribution : score.why) {
    list.push_back(Json{{"kind", to_string(contribution.kind)},
                        {"label", contribution.label},
                        {"points", contribution.points}});
  }
  return list;
}

// {"code": [{"text": "github.com/o/r", "in": "abstract", "url": "https://github.com/o/r"}], ...}
Json signals_of(const Paper& paper) {
  Json kinds = Json::object();
  for (const digest::Signal& signal : digest::find_signals(paper)) {
    Json statement = {{"text", signal.text}, {"in", to_string(signal.where)}};
    if (!signal.url.empty()) statement["url"] = signal.url;
    for (const digest::SignalKind promised : signal.promised) {
      statement["promised"].push_back(to_string(promised));
    }
    kinds[std::string(to_string(signal.kind))].push_back(std::move(statement));
  }
  return kinds;
}

Json text_or_absent(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json time_or_absent(const std::optional<Time>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

Json day_or_absent(const std::optional<Date>& day) { return day ? Json(day->to_string()) : Json(); }

// A key and its value, which is null if it is absent. Keys of a focus get an annotation.
struct PaperKey {
  std::string_view name;
  Json (*value)(const Paper&);
};
struct FocusKey {
  std::string_view name;
  Json (*value)(const Annotation&);
};

constexpr std::array<PaperKey, 16> kPaperKeys = {{
    {"id", [](const Paper& paper) { return Json(paper.id.to_string()); }},
    {"version", [](const Paper& paper) { return paper.version ? Json(*paper.version) : Json(); }},
    {"title", [](const Paper& paper) { return Json(paper.title); }},
    {"abstract", [](const Paper& paper) { return Json(paper.abstract); }},
    {"authors", author_list},
    {"categories", category_list},
    {"published", [](const Paper& paper) { return time_or_absent(paper.published); }},
    {"updated", [](const Paper& paper) { return time_or_absent(paper.updated); }},
    {"announced", [](const Paper& paper) { return day_or_absent(paper.announced); }},
    {"announced_estimated",
     [](const Paper& paper) {
       return paper.announced && paper.announced_is_estimate ? Json(true) : Json();
     }},
    {"comment", [](const Paper& paper) { return text_or_absent(paper.comment); }},
    {"journal_ref", [](const Paper& paper) { return text_or_absent(paper.journal_ref); }},
    {"doi", [](const Paper& paper) { return text_or_absent(paper.doi); }},
    {"license", [](const Paper& paper) { return text_or_absent(paper.license); }},
    {"url", [](const Paper& paper) { return Json(paper.id.url()); }},
    {"signals", signals_of},
}};

constexpr std::array<FocusKey, 6> kFocusKeys = {{
    {"score", [](const Annotation& annotation) { return Json(annotation.score.value); }},
    {"match",
     [](const Annotation& annotation) {
       return annotation.percentile ? Json(annotation.percentile->match) : Json();
     }},
    {"one_in",
     [](const Annotation& annotation) {
       return annotation.percentile ? Json(annotation.percentile->one_in) : Json();
     }},
    {"rank",
     [](const Annotation& annotation) {
       return annotation.rank ? Json(*annotation.rank) : Json();
     }},
    {"ranker",
     [](const Annotation& annotation) {
       return annotation.ranker.empty() ? Json() : Json(annotation.ranker);
     }},
    {"why", [](const Annotation& annotation) { return reasons(annotation.score); }},
}};

Json value_of(std::string_view key, const Paper& paper,
              const std::optional<Annotation>& annotation) {
  const auto* const of_paper = std::ranges::find(kPaperKeys, key, &PaperKey::name);
  if (of_paper != kPaperKeys.end()) return of_paper->value(paper);
  const auto* const of_focus = std::ranges::find(kFocusKeys, key, &FocusKey::name);
  return annotation && of_focus != kFocusKeys.end() ? of_focus->value(*annotation) : Json();
}

using Json = nlohmann::ordered_json;

// What spreadsheets take for the beginning of a formula; the full-width forms if the language of
// the system is Japanese or Chinese.
bool begins_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kStarts = {"=",  "+",  "-",  "@",  "\t",
                                                               "\r", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

std::string guarded(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of("' "), text.size());
  return (begins_formula(text.substr(start)) ? "'" : "") + std::string(text);
}

std::string in_csv_quotes(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

std::string item_text(const Json& item) {
  if (item.is_string()) return item.get<std::string>();
  if (item.is_object() && item.contains("label") && item.contains("points")) {
    return fmt::format("{} {:.4f}", item["label"].get<std::string>(), item["points"].get<double>());
  }
  return item.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string list_text(const Json& list, std::string_view divider) {
  std::string text;
  for (const Json& item : list)
    text += (text.empty() ? "" : std::string(divider)) + item_text(item);
  return text;
}

// "code github.com/o/r (abstract); venue ICLR 2027 (comment)"
std::string signals_text(const Json& kinds) {
  std::string text;
  for (const auto& [kind, statements] : kinds.items()) {
    for (const Json& statement : statements) {
      text += fmt::format("{}{} {} ({})", text.empty() ? "" : "; ", kind,
                          statement["text"].get<std::string>(), statement["in"].get<std::string>());
    }
  }
  return text;
}

std::string cell(const std::string& column, const Json& value) {
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string text;
  if (value.is_array()) {
    text = list_text(value, column == "categories" ? " " : "; ");
  } else if (column == "signals") {
    text = signals_text(value);
  } else {
    text = item_text(value);
  }
  return in_csv_quotes(guarded(text::sanitise(text)));
}

std::string line(const std::vector<std::string>& cells) {
  // A line with nothing on it would be no record.
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\r\n";
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

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

const std::vector<std::string>& json_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    all.reserve(kPaperKeys.size() + kFocusKeys.size());
    for (const PaperKey& key : kPaperKeys) all.emplace_back(key.name);
    for (const FocusKey& key : kFocusKeys) all.emplace_back(key.name);
    return all;
  }();
  return keys;
}

bool needs_focus(std::string_view key) {
  return std::ranges::find(kFocusKeys, key, &FocusKey::name) != kFocusKeys.end();
}

std::string json_object(const Paper& paper, const std::optional<Annotation>& annotation,
                        const std::vector<std::string>& fields) {
  Json object = Json::object();
  for (const std::string& key : fields.empty() ? json_keys() : fields) {
    Json value = value_of(key, paper, annotation);
    if (!value.is_null()) object[key] = std::move(value);
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> csv_columns(const std::vector<std::string>& fields, bool has_focus) {
  if (!fields.empty()) return fields;
  std::vector<std::string> columns = json_keys();
  if (!has_focus) std::erase_if(columns, needs_focus);
  const auto url = std::ranges::find(columns, "url");
  std::rotate(std::ranges::find(columns, "id") + 1, url, url + 1);
  return columns;
}

std::string csv_header(const std::vector<std::string>& columns) { return line(columns); }

std::string csv_row(const Paper& paper, const std::optional<Annotation>& annotation,
                    const std::vector<std::string>& columns) {
  const Json object = Json::parse(json_object(paper, annotation, columns));
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const std::string& column : columns) {
    const auto found = object.find(column);
    cells.push_back(found == object.end() ? "" : cell(column, *found));
  }
  return line(cells);
}

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
