#include "compiler/sema/types.h"

namespace polc::sema {

bool operator==(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.index != b.index) return false;
  if (!a.element || !b.element) return a.element == b.element;
  return *a.element == *b.element;
}

}  // namespace polc::sema
