#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/user/user_rows.hpp"

namespace papercup::store {
namespace {

std::size_t count(Connection& connection, const char* sql, const std::string& focus) {
  return static_cast<std::size_t>(connection.first<std::int64_t>(sql, focus).value_or(0));
}

}  // namespace

FocusTraces focus_traces(Connection& connection, const std::string& focus) {
  return {
      count(connection, "SELECT count(*) FROM mark WHERE focus = ?", focus),
      count(connection,
            "SELECT count(*) FROM (SELECT name FROM channel WHERE focus = ?1"
            " UNION SELECT channel FROM considered WHERE focus = ?1)",
            focus),
      count(connection, "SELECT count(DISTINCT digest) FROM digest_section WHERE focus = ?", focus),
      count(connection, "SELECT count(*) FROM mail_batch WHERE focus = ?", focus)};
}

void rename_focus(Connection& connection, const std::string& from, const std::string& to) {
  for (const char* sql : {"UPDATE mark SET focus = ?2 WHERE focus = ?1",
                          "UPDATE channel SET focus = ?2 WHERE focus = ?1",
                          "UPDATE considered SET focus = ?2 WHERE focus = ?1",
                          "UPDATE digest_section SET focus = ?2 WHERE focus = ?1",
                          "UPDATE mail_batch SET focus = ?2 WHERE focus = ?1"}) {
    connection.run(sql, from, to);
  }
}

}  // namespace papercup::store
