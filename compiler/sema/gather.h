// Walks the files of a contract and lists the sites of its declarations: libraries, base text, amendments by number.
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

// Out: false where there is no contract to speak of (reported).
bool gather(Analysis& analysis);

}  // namespace polc::sema
