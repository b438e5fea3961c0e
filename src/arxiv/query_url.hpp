#pragma once

#include <string>
#include <utility>
#include <vector>

namespace papercup::arxiv {

// `base` with a query of these names and values, percent-encoded (RFC 3986, 2.3: everything but
// letters, digits and -._~).
std::string url_with(const std::string& base,
                     const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace papercup::arxiv
