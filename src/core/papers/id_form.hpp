#pragma once

#include <string>
#include <string_view>

namespace papercup {

// What a text is as an identifier without version.
struct IdReading {
  std::string id;            // canonical; empty where the text is none
  std::string_view trouble;  // why it is none, to stand behind a colon; empty where it is one
};

IdReading read_id(std::string_view text);

}  // namespace papercup
