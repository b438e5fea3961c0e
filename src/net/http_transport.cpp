#include "papercup/net/http_transport.hpp"

namespace papercup::net {

std::string HttpResponse::header(const std::string& name) const {
  std::string value;
  for (const auto& [other, text] : headers) {
    if (other == name) value = text;
  }
  return value;
}

}  // namespace papercup::net
