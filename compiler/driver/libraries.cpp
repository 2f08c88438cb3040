#include "compiler/driver/libraries.h"

#include <set>

#include "compiler/parse/parse.h"
#include "embed/standard_library.h"

namespace polc::driver {
namespace {

constexpr std::string_view kStandard = "std.";

void addUses(const std::vector<ast::Element>& elements, std::vector<std::string>& names) {
  for (const ast::Element& element : elements) {
    if (const auto* use = std::get_if<ast::Use>(&element)) names.push_back(use->library);
  }
}

std::vector<std::string> usesOf(const ast::File& file) {
  std::vector<std::string> names;
  if (const auto* contract = std::get_if<ast::ContractFile>(&file.body)) {
    addUses(contract->elements, names);
  } else if (const auto* library = std::get_if<ast::LibraryFile>(&file.body)) {
    addUses(library->elements, names);
  } else if (const auto* amendment = std::get_if<ast::AmendmentFile>(&file.body)) {
    for (const ast::Operation& operation : amendment->operations) {
      const auto* restated = std::get_if<ast::RestateOp>(&operation.body);
      if (restated) addUses(restated->elements, names);
    }
  }
  return names;
}

class Collector {
 public:
  Collector(source::SourceMap& sources, diag::Engine& diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  Trees collect(Trees files) {
    for (std::unique_ptr<ast::File>& file : files) {
      bool is_library = std::holds_alternative<ast::LibraryFile>(file->body);
      (is_library ? beside_ : taken_).push_back(std::move(file));
    }
    // taken_ grows while it is walked: libraries may use libraries.
    for (size_t i = 0; i < taken_.size(); ++i) {
      for (const std::string& name : usesOf(*taken_[i])) bringIn(name);
    }
    return std::move(taken_);
  }

 private:
  void bringIn(const std::string& name) {
    if (!seen_.insert(name).second) return;
    std::string_view text = standardLibrary(name);
    if (!text.empty()) {
      source::FileId id = sources_.add("<" + name + ">", std::string(text));
      std::unique_ptr<ast::File> file = parse::parse(sources_, id, diagnostics_);
      if (file) taken_.push_back(std::move(file));
      return;
    }
    for (std::unique_ptr<ast::File>& file : beside_) {
      if (file && std::get<ast::LibraryFile>(file->body).name.text == name) {
        taken_.push_back(std::move(file));
      }
    }
  }

  source::SourceMap& sources_;
  diag::Engine& diagnostics_;
  Trees taken_, beside_;
  std::set<std::string> seen_;
};

}  // namespace

Trees withLibraries(Trees files, source::SourceMap& sources, diag::Engine& diagnostics) {
  return Collector(sources, diagnostics).collect(std::move(files));
}

std::string_view standardLibrary(std::string_view name) {
  if (!name.starts_with(kStandard)) return {};
  name.remove_prefix(kStandard.size());
  for (const auto& [stem, text] : embedded::standard_library()) {
    if (stem == name) return text;
  }
  return {};
}

std::vector<std::string> standardLibraries() {
  std::vector<std::string> names;
  for (const auto& [stem, text] : embedded::standard_library())
    names.push_back(std::string(kStandard) + std::string(stem));
  return names;
}

}  // namespace polc::driver
