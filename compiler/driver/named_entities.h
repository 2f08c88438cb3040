// Lists the entities that a program's texts name: Team::"platform".
//
// Out:  one for each entity, at the first place that names it, in the order of those places
#pragma once
#include <string>
#include <vector>

#include "compiler/sema/program.h"

namespace polc::driver {

struct NamedEntity {
  std::string type, id;
  source::Span span;
};
std::vector<NamedEntity> namedEntities(const sema::Program& program,
                                       const source::SourceMap& sources);

}  // namespace polc::driver
