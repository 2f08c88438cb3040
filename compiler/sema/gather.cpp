#include "compiler/sema/gather.h"

#include <algorithm>

#include "compiler/sema/names.h"

namespace polc::sema {
namespace {

using diag::Code;

class Gatherer {
 public:
  explicit Gatherer(Analysis& analysis) : analysis_(analysis) {}

  bool run() {
    if (!sortFiles()) return false;
    elements(analysis_.contract->elements, {Role::base, 0});
    for (const ast::File* file : analysis_.amendment_files)
      amendment(std::get<ast::AmendmentFile>(file->body));
    return true;
  }

 private:
  bool sortFiles() {
    for (const auto& file : analysis_.program.files) {
      if (std::holds_alternative<ast::ContractFile>(file->body)) {
        contract(*file);
      } else if (std::holds_alternative<ast::AmendmentFile>(file->body)) {
        analysis_.amendment_files.push_back(file.get());
      } else {
        libraries_.emplace(std::get<ast::LibraryFile>(file->body).name.text, file.get());
      }
    }
    if (!analysis_.contract) {
      Span span = analysis_.program.files.empty() ? Span{} : analysis_.program.files.front()->head;
      analysis_.diagnostics.report(Code::contract_missing, span);
      return false;
    }
    std::stable_sort(analysis_.amendment_files.begin(), analysis_.amendment_files.end(),
                     [](const ast::File* a, const ast::File* b) { return number(a) < number(b); });
    return true;
  }

  static uint32_t number(const ast::File* file) {
    return std::get<ast::AmendmentFile>(file->body).number;
  }

  void contract(const ast::File& file) {
    if (analysis_.contract) {
      diag::Finding& finding = analysis_.diagnostics.report(Code::several_contracts, file.head);
      finding.related.push_back({analysis_.program.head, "the first contract begins here"});
      return;
    }
    analysis_.contract = &std::get<ast::ContractFile>(file.body);
    analysis_.program.head = file.head;
    analysis_.program.file = file.id;
  }

  void elements(const std::vector<ast::Element>& elements, const Site& like) {
    for (const ast::Element& element : elements) {
      if (const auto* use = std::get_if<ast::Use>(&element)) {
        library(*use);
        continue;
      }
      Site site = like;
      if (const auto* decl = std::get_if<ast::Decl>(&element)) {
        site.decl = decl;
        site.head = decl->span;
      } else {
        site.clause = &std::get<ast::Clause>(element);
        site.head = site.clause->head;
      }
      analysis_.sites.push_back(site);
    }
  }

  void library(const ast::Use& use) {
    auto found = libraries_.find(use.library);
    if (found == libraries_.end()) return unknownLibrary(use);
    if (analysis_.library_sites.contains(use.library)) return;
    analysis_.library_sites[use.library];
    size_t first = analysis_.sites.size();
    elements(std::get<ast::LibraryFile>(found->second->body).elements, {Role::base, 0, true});
    std::vector<size_t>& sites = analysis_.library_sites[use.library];
    for (size_t i = first; i < analysis_.sites.size(); ++i) sites.push_back(i);
  }

  void unknownLibrary(const ast::Use& use) {
    reportUnknown(analysis_, Code::unknown_library, use.span, use.library, [&](Nearest& nearest) {
      for (const auto& [name, file] : libraries_) nearest.offer(name, file->head);
      for (const std::string& name : analysis_.libraries) nearest.offer(name);
      return "lay its file beside the contract, or leave the `use` out";
    });
  }

  void amendment(const ast::AmendmentFile& file) {
    for (const ast::Operation& operation : file.operations) {
      size_t first = analysis_.sites.size();
      operationSites(operation, file.number);
      analysis_.operation_sites[&operation] = {first, analysis_.sites.size() - first};
    }
  }

  void operationSites(const ast::Operation& operation, uint32_t number) {
    Site site;
    site.amendment = number;
    site.head = operation.head;
    if (const auto* add = std::get_if<ast::AddOp>(&operation.body)) {
      site.role = Role::add;
      what(add->what, site);
    } else if (const auto* replace = std::get_if<ast::ReplaceOp>(&operation.body)) {
      site.role = Role::replace;
      what(replace->what, site);
    } else if (const auto* vary = std::get_if<ast::VaryOp>(&operation.body)) {
      site.role = Role::vary;
      site.vary = vary;
      analysis_.sites.push_back(site);
    } else if (const auto* extend = std::get_if<ast::ExtendTypeOp>(&operation.body)) {
      site.role = Role::extend;
      site.decl = &extend->what;
      site.leading_less = extend->leading_less;
      analysis_.sites.push_back(site);
    } else if (const auto* restate = std::get_if<ast::RestateOp>(&operation.body)) {
      site.role = Role::restate;
      elements(restate->elements, site);
    }
  }

  void what(const std::variant<ast::Clause, ast::Decl>& what, Site site) {
    if (const auto* clause = std::get_if<ast::Clause>(&what)) {
      site.clause = clause;
    } else {
      site.decl = &std::get<ast::Decl>(what);
    }
    analysis_.sites.push_back(site);
  }

  Analysis& analysis_;
  std::unordered_map<std::string, const ast::File*> libraries_;
};

}  // namespace

bool gather(Analysis& analysis) { return Gatherer(analysis).run(); }

}  // namespace polc::sema
