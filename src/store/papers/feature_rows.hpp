#pragma once

#include <vector>

#include "papercup/store/store.hpp"
#include "store/search/key_set.hpp"

namespace papercup::store {

class Connection;

// Visits the features of papers as Store::visit_features does. Throws SQLite::Exception.
void visit_features(Connection& connection, std::vector<PaperKey> papers,
                    const FeatureVisitor& visit);
void visit_features(Connection& connection, const KeySet& keys, const KeyVisitor& visitor);
// Those of all papers.
void visit_features(Connection& connection, const KeyVisitor& visitor);

}  // namespace papercup::store
