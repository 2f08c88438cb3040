// Links one object to a shared object that has no undefined symbol, by LLD in this process.
//
// Errors: empty and LLD's text
#pragma once
#include <string>

namespace polc::aot {

std::string link(const std::string& object, std::string& error);

}  // namespace polc::aot
