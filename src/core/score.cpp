#include "papercup/core/score.hpp"

namespace papercup {

std::string_view to_string(Evidence kind) {
  switch (kind) {
    case Evidence::description:
      return "description";
    case Evidence::keyword:
      return "keyword";
    case Evidence::author:
      return "author";
    case Evidence::category:
      return "category";
    case Evidence::like:
      return "like";
    case Evidence::dislike:
      return "dislike";
    case Evidence::other:
      return "other";
    case Evidence::intercept:
      return "intercept";
  }
  return "other";
}

}  // namespace papercup
