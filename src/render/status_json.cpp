#include <nlohmann/json.hpp>

#include "papercup/render/status.hpp"
#include "render/text/freshness_lines.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

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
  if (focus.terminal) object["terminal"] = focus.terminal->to_string();
  if (focus.mail.state != MailStatus::State::off) object["mail"] = mail_object(focus.mail);
  return object;
}

}  // namespace

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
