#include "papercup/render/status.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "papercup/render/style.hpp"
#include "papercup/render/table.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/report/certainty.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kStatusLabelColumns = 11;

bool is_trouble(const Freshness& list) {
  const bool has_state = list.state == ListingState::stale || list.state == ListingState::failed;
  return has_state || !list.gaps.empty() || list.missed > 1 || was_never_fetched(list);
}

// "today 06:21", else with the day.
std::string when(Time time, const StatusReport& report, const TextStyle& style) {
  if (local_day(time, style) == local_day(report.now, style)) {
    return "today " + hour_text(time, style);
  }
  return moment_text(time, style);
}

std::string count_text(const std::optional<std::int64_t>& count) {
  return count ? text::with_thousands(*count) : "-";
}

Ink ink_of(ListingState state) {
  if (state == ListingState::fresh) return Ink::green;
  return state == ListingState::stale || state == ListingState::failed ? Ink::red : Ink::dim;
}

TableRow list_row(const Freshness& list, const StatusReport& report, const TextStyle& style) {
  std::optional<std::int64_t> fresh;
  std::optional<std::int64_t> cross;
  std::optional<std::int64_t> replaced;
  if (is_complete(list.state) && list.last && list.last->counts) {
    fresh = list.last->counts->new_papers;
    cross = list.last->counts->cross_lists;
    replaced = list.last->counts->replacements;
  }
  std::string looked = list.looked ? when(*list.looked, report, style) : "never fetched";
  if (list.again) looked += ", again at " + hour_text(*list.again, style);
  TableRow row{{{displayed(list.category, style)},
                {list.last ? near_day(list.last->day) : "none"},
                {std::string(state_word(list.state)), ink_of(list.state)},
                {count_text(fresh)},
                {count_text(cross)},
                {count_text(replaced)},
                {looked}}};
  if (std::string missing = missing_lists(list); !missing.empty()) {
    const bool is_alarm = list.missed >= kAlarmingListings;
    row.notes.push_back({std::move(missing), is_alarm ? Ink::red : Ink::normal});
  }
  if (!list.note.empty()) row.notes.push_back({one_line(list.note)});
  return row;
}

std::string lists_table(const StatusReport& report, const TextStyle& style) {
  if (report.lists.empty()) {
    return "no category has been fetched yet: papercup fetch, or papercup init\n";
  }
  const std::vector<TableColumn> columns = {{"category", Align::left, 9},
                                            {"last list", Align::left, 10},
                                            {"state", Align::left, 8},
                                            {"new", Align::right, 5, 1},
                                            {"cross", Align::right, 5, 1},
                                            {"repl", Align::right, 5, 1},
                                            {"looked"}};
  std::vector<TableRow> rows;
  for (const Freshness& list : report.lists) rows.push_back(list_row(list, report, style));
  std::string text = table_text(columns, rows, style);
  const auto has_counts = [](const Freshness& list) { return list.last && list.last->counts; };
  if (std::ranges::count_if(report.lists, has_counts) > 1) {
    text += labelled("", "Each list counts all of its papers; digests count a paper once.",
                     kStatusLabelColumns, style);
  }
  return text;
}

std::string next_list_text(const StatusReport& report, const TextStyle& style) {
  std::string text = fmt::format("{}, about {} {}", near_day(report.next_list.day),
                                 hour_text(listing_due(report.next_list.day), style), style.zone);
  std::vector<std::string> days;
  for (const Date day : report.days_without_list) days.push_back(near_day(day));
  if (!days.empty()) text += fmt::format("; none on {}", fmt::join(days, ", "));
  return text;
}

std::string gaps_text(const StatusReport& report) {
  std::string text;
  for (const Freshness& list : report.lists) {
    if (list.gaps.empty()) continue;
    constexpr std::size_t kNamed = 5;
    std::vector<std::string> days;
    for (std::size_t i = 0; i < std::min(list.gaps.size(), kNamed); ++i) {
      days.push_back(near_day(list.gaps[i]));
    }
    if (list.gaps.size() > kNamed) days.emplace_back("...");
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", list.category, fmt::join(days, ", "));
  }
  if (!text.empty()) return text + "; papercup fetch fills them in";
  return report.ledger_begin ? "none since " + friendly_date(*report.ledger_begin) : "none";
}

bool is_alarming(const MailStatus& mail) { return mail.unsent_lists >= kAlarmingListings; }

TableCell mail_cell(const MailStatus& mail, const StatusReport& report, const TextStyle& style) {
  const auto since = [&] { return mail.changed ? " " + when(*mail.changed, report, style) : ""; };
  if (is_alarming(mail)) {
    return {fmt::format("NOT SENT for {} lists, since {}", mail.unsent_lists,
                        near_day(*mail.unsent_since)),
            Ink::red};
  }
  switch (mail.state) {
    case MailStatus::State::off:
      return {"-"};
    case MailStatus::State::not_today:
      return {"none today"};
    case MailStatus::State::waits:
      return {fmt::format("waits for {}",
                          displayed(fmt::format("{}", fmt::join(mail.missing, ", ")), style))};
    case MailStatus::State::due:
      return {"due"};
    case MailStatus::State::unsent:
      return {"not sent yet"};
    case MailStatus::State::sent:
      return {"sent" + since()};
    case MailStatus::State::uncertain:
      return {"UNCERTAIN" + since(), Ink::red};
    case MailStatus::State::refused:
      return {"REFUSED" + since(), Ink::red};
    case MailStatus::State::nothing:
      break;
  }
  return {"nothing to send"};
}

// How sure the ranking of each focus is.
std::string certainties(const StatusReport& report, const TextStyle& style) {
  std::string text;
  for (const FocusStatus& focus : report.foci) {
    if (focus.is_broken) continue;
    const std::string subject = "The ranking of " + one_line(focus.stem);
    text += indented(text::wrap(certainty_text(focus.teachers, subject), style.width), 0);
  }
  return text.empty() ? text : text + "\n";
}

std::string foci_table(const StatusReport& report, const TextStyle& style) {
  if (report.foci.empty()) return {};
  const std::vector<TableColumn> columns = {
      {"focus", Align::left, 21}, {"likes", Align::right, 6, 1},    {"dislikes", Align::right},
      {"saved", Align::right},    {"terminal", Align::left, 11, 3}, {"mail"}};
  std::vector<TableRow> rows;
  for (const FocusStatus& focus : report.foci) {
    const std::string name = one_line(focus.stem);
    if (focus.is_broken) {
      rows.push_back({{{name}, {" BROKEN  papercup focus check", Ink::red}}});
      continue;
    }
    rows.push_back({{{name},
                     {std::to_string(focus.likes)},
                     {std::to_string(focus.dislikes)},
                     {std::to_string(focus.saved)},
                     {focus.terminal ? near_day(*focus.terminal) : "not yet"},
                     mail_cell(focus.mail, report, style)}});
  }
  return table_text(columns, rows, style) + "\n" + certainties(report, style);
}

std::string arxiv_text(const StatusReport& report, const TextStyle& style) {
  std::string text = report.hold_until
                         ? "asked to wait until " + when(*report.hold_until, report, style)
                         : "no hold";
  if (report.last_refusal) {
    text += fmt::format("; last refusal {} ({})", when(*report.last_refusal, report, style),
                        report.refusal_status);
  }
  return text;
}

std::string size_text(std::uint64_t bytes) {
  constexpr double kMega = 1e6;
  const double size = static_cast<double>(bytes) / kMega;
  return size < 10 ? fmt::format("{:.1f} MB", size) : fmt::format("{:.0f} MB", size);
}

void put(Json& object, const char* key, const std::optional<Time>& time) {
  if (time) object[key] = to_rfc3339(*time);
}

Json list_object(const Freshness& list) {
  Json object = {
      {"category", list.category}, {"state", to_string(list.state)}, {"due", list.due.to_string()}};
  if (list.last) {
    object["last_list"] = list.last->day.to_string();
    if (const auto& counts = list.last->counts) {
      object["new"] = counts->new_papers;
      object["cross"] = counts->cross_lists;
      object["replaced"] = counts->replacements;
    }
  }
  if (was_never_fetched(list)) object["never_fetched"] = true;
  put(object, "looked", list.looked);
  put(object, "again", list.again);
  object["missed"] = list.missed;
  object["gaps"] = Json::array();
  for (const Date day : list.gaps) object["gaps"].push_back(day.to_string());
  if (!list.note.empty()) object["note"] = list.note;
  return object;
}

Json mail_object(const MailStatus& mail) {
  Json object = {{"state", to_string(mail.state)}};
  if (!mail.missing.empty()) object["missing"] = mail.missing;
  put(object, "changed", mail.changed);
  if (mail.unsent_lists > 0) {
    object["unsent_lists"] = mail.unsent_lists;
    object["unsent_since"] = mail.unsent_since->to_string();
  }
  return object;
}

Json focus_object(const FocusStatus& focus) {
  Json object = {{"focus", focus.stem}};
  if (focus.is_broken) {
    object["broken"] = true;
    return object;
  }
  object["likes"] = focus.likes;
  object["dislikes"] = focus.dislikes;
  object["saved"] = focus.saved;
  object["certainty"] = certainty_word(digest::certainty_of(focus.teachers));
  if (focus.terminal) object["terminal"] = focus.terminal->to_string();
  if (focus.mail.state != MailStatus::State::off) object["mail"] = mail_object(focus.mail);
  return object;
}

}  // namespace

std::string_view to_string(MailStatus::State state) {
  constexpr std::array<std::string_view, 9> kNames = {
      "off", "not-today", "waits", "due", "unsent", "sent", "uncertain", "refused", "nothing"};
  return kNames.at(static_cast<std::size_t>(state));
}

std::vector<std::string> status_troubles(const StatusReport& report, const TextStyle& style) {
  std::vector<std::string> troubles;
  for (const Freshness& list : report.lists) {
    if (!is_trouble(list)) continue;
    if (was_never_fetched(list)) {
      troubles.push_back(displayed(list.category, style) + ": never fetched: papercup fetch");
      continue;
    }
    troubles.push_back(freshness_line(list, style));
  }
  if (report.lists.empty() && report.papers == 0) {
    troubles.emplace_back("nothing has been fetched yet: papercup fetch, or papercup init");
  }
  for (const FocusStatus& focus : report.foci) {
    if (focus.is_broken) troubles.push_back(focus.stem + ": its focus file is broken");
    if (is_alarming(focus.mail)) {
      troubles.push_back(fmt::format("{}: no mail for {} lists, since {}", focus.stem,
                                     focus.mail.unsent_lists, near_day(*focus.mail.unsent_since)));
    }
  }
  return troubles;
}

std::string status_text(const StatusReport& report, const TextStyle& style) {
  const std::size_t troubles = status_troubles(report, style).size();
  const std::string moment = fmt::format("{}, {} {}", friendly_date(local_day(report.now, style)),
                                         hour_text(report.now, style), style.zone);
  const std::string verdict =
      troubles == 0 ? "all is well"
                    : fmt::format("{} {} a look", troubles, troubles == 1 ? "needs" : "need");
  const bool fits = text::display_width(moment) + text::display_width(verdict) + 2 <= style.width;
  std::string text = paint(moment, Ink::bold, style) +
                     (fits ? gap_between(moment, verdict, style) : "\n") +
                     paint(verdict, troubles == 0 ? Ink::green : Ink::red, style) + "\n\n";
  text += lists_table(report, style);
  text += labelled("next list", next_list_text(report, style), kStatusLabelColumns, style);
  text += labelled("gaps", gaps_text(report), kStatusLabelColumns, style) + "\n";
  text += foci_table(report, style);
  text += labelled("arXiv", arxiv_text(report, style), kStatusLabelColumns, style);
  text += labelled("store",
                   fmt::format("{} {}, {}, {}", text::with_thousands(report.papers),
                               report.papers == 1 ? "paper" : "papers", size_text(report.bytes),
                               one_line(report.papers_file)),
                   kStatusLabelColumns, style);
  text += labelled("files", one_line(report.config_folder), kStatusLabelColumns, style);
  return text;
}

std::string status_json(const StatusReport& report, const TextStyle& style) {
  Json object = {{"now", to_rfc3339(report.now)},
                 {"troubles", status_troubles(report, style)},
                 {"categories", Json::array()}};
  for (const Freshness& list : report.lists) object["categories"].push_back(list_object(list));
  object["next_list"] = {{"day", report.next_list.day.to_string()},
                         {"about", to_rfc3339(listing_due(report.next_list.day))}};
  object["foci"] = Json::array();
  for (const FocusStatus& focus : report.foci) object["foci"].push_back(focus_object(focus));
  object["arxiv"] = Json::object();
  put(object["arxiv"], "hold_until", report.hold_until);
  put(object["arxiv"], "last_refusal", report.last_refusal);
  if (report.last_refusal) object["arxiv"]["status"] = report.refusal_status;
  object["store"] = {
      {"papers", report.papers}, {"bytes", report.bytes}, {"file", report.papers_file}};
  object["config"] = report.config_folder;
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
