#include "papercup/core/mail_record.hpp"

#include <array>
#include <utility>

namespace papercup {
namespace {

constexpr std::array<std::pair<MailState, std::string_view>, 5> kStates = {
    {{MailState::pending, "pending"},
     {MailState::sending, "sending"},
     {MailState::sent, "sent"},
     {MailState::uncertain, "uncertain"},
     {MailState::refused, "refused"}}};

}  // namespace

std::string_view to_string(MailState state) {
  for (const auto& [other, word] : kStates) {
    if (other == state) return word;
  }
  return {};
}

std::optional<MailState> parse_mail_state(std::string_view text) {
  for (const auto& [state, word] : kStates) {
    if (word == text) return state;
  }
  return std::nullopt;
}

}  // namespace papercup
