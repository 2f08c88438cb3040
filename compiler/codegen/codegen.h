// Generates LLVM IR for the shapes and cells of a plan.
//
// Out:    bitcode of one verified module with one function for each shape, `polc_shape_N`, for each cell, `polc_cell_N`
//         (engine::Code), and for each loop, `polc_loop_N` (engine::Loop); it calls nothing else but rows of runtime/engine/support.def
// Cost:   follows the number of shapes and of cells, not of rules
// Errors: a text where the module does not verify
#pragma once
#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace polc::codegen {

struct Module {
  std::string bitcode;
  std::vector<std::string> functions;  // as engine::Tables::code
  std::vector<std::string> externals;  // what it calls
  std::string error;                   // empty where sound
};

Module generate(const core::Bundle& bundle, const plan::Plan& plan);

}  // namespace polc::codegen
