#pragma once

#include <string>

#include "papercup/app/context.hpp"
#include "papercup/app/digesting.hpp"
#include "papercup/core/digest_record.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// A digest that was shown, as it was; papers that are no longer stored are left out.
digest::Digest restore(const store::Store& store, const DigestRecord& record,
                       digest::Occasion occasion);

// How many of the papers that a record lists are not stored now, as a sentence that says what
// brings them; empty if all are.
std::string missing_papers(const store::Store& store, const DigestRecord& record);

// The record of a digest that was shown now.
DigestRecord record_of(const Context& context, const digest::Digest& digest, const DigestPlan& plan,
                       const std::string& channel);

}  // namespace papercup::app
