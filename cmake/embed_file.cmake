# Run by papercup_embed_data: writes OUTPUT, a source file with FUNCTION that returns the text of FILE.

file(READ "${FILE}" text)
if(text MATCHES "\\)embedded\"")
  message(FATAL_ERROR "${FILE} contains the end mark of the string literal it is put into")
endif()
file(
  WRITE "${OUTPUT}"
  "#include <string_view>

namespace papercup::data {

std::string_view ${FUNCTION}();
std::string_view ${FUNCTION}() { return R\"embedded(${text})embedded\"; }

}  // namespace papercup::data
")
