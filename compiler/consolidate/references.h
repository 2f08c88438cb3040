// What the text of a version refers to: other sources, and the owners of a type.
//
// Cost: linear in the size of the text
#pragma once
#include <vector>

#include "compiler/sema/program.h"

namespace polc::consolidate {

struct Reference {
  sema::SourceId source;
  source::Span span;
  bool sets_aside = false;
};
struct OwnerReference {
  uint32_t entity_type;
  source::Span span;
};
struct References {
  std::vector<Reference> sources;
  std::vector<OwnerReference> owners;
};
References referencesOf(const sema::Program& program, const sema::Version& version);

}  // namespace polc::consolidate
