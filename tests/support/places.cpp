#include "support/places.hpp"

namespace papercup::support {

std::filesystem::path source_folder() { return PAPERCUP_SOURCE_DIR; }
std::filesystem::path shared_folder() { return PAPERCUP_SHARED_DIR; }

}  // namespace papercup::support
