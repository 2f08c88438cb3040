#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/printer.h"
#include "compiler/consolidate/dates.h"
#include "compiler/consolidate/fold.h"
#include "compiler/consolidate/steps.h"
#include "compiler/consolidate/timeline.h"
#include "compiler/consolidate/trees.h"

namespace polc::consolidate {
namespace {

using sema::Operation;
using sema::OperationKind;
using sema::Program;
using sema::SourceId;

std::string beginning(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::add:
      return "added";
    case OperationKind::replace:
      return "replaced";
    case OperationKind::repeal:
      return "repealed";
    case OperationKind::suspend:
      return "suspended";
    case OperationKind::vary:
      return "varied";
    case OperationKind::withdraw:
      return "withdrawn";
    case OperationKind::restate:
      return "restated";
    case OperationKind::end_contract:
      return "ended";
    default:
      return "extended";
  }
}

std::string wordOf(const Step& step) {
  if (step.begins) return beginning(*step.operation);
  if (step.operation->kind == OperationKind::suspend) return "back";
  return step.after == sema::kNone && !step.suspended ? "lapsed" : "revived";
}

std::string existingOf(const Program& program, const Operation& operation) {
  switch (operation.existing) {
    case sema::Existing::keep:
      return "existing keep";
    case sema::Existing::now:
      return "existing now";
    case sema::Existing::grace: {
      if (operation.grace_length == sema::kNone) return "existing grace";
      const sema::Expr& length = program.expr(operation.grace_length);
      return "existing grace " + (length.type.is(sema::TypeKind::period)
                                      ? time::formatPeriod(length.value.bits)
                                      : time::formatDuration(length.value.bits));
    }
    case sema::Existing::none:
      break;
  }
  return {};
}

class Events {
 public:
  Events(const Program& program, const Consolidation& consolidation)
      : program_(program),
        consolidation_(consolidation),
        withdrawals_(program, consolidation.amended_through, Clock::text) {}

  std::vector<Event> run() {
    std::vector<VersionId> bases = baseVersions(program_);
    auto acts = actsBySource(program_, consolidation_.amended_through);
    for (SourceId source = 0; source < acts.size(); ++source) {
      if (!acts[source].empty()) sourceEvents(source, bases[source], acts[source]);
    }
    for (const sema::Amendment& amendment : program_.amendments) {
      if (amendment.number > consolidation_.amended_through) continue;
      for (const Operation& operation : amendment.operations) otherEvents(operation);
    }
    std::stable_sort(out_.begin(), out_.end(), [](const Event& a, const Event& b) {
      return std::pair(a.at, a.amendment) < std::pair(b.at, b.amendment);
    });
    return std::move(out_);
  }

 private:
  // Of steps at one instant the last one made the segment.
  void sourceEvents(SourceId source, VersionId base, const std::vector<Act>& acts) {
    auto all = steps(base, acts, withdrawals_, Clock::text);
    for (size_t i = 0; i < all.size();) {
      size_t last = i;
      while (last + 1 < all.size() && all[last + 1].at == all[i].at) ++last;
      // What a restatement only restates has one row, the contract's.
      bool restates = all[last].operation->kind == OperationKind::restate &&
                      all[i].before != sema::kNone && all[last].after != sema::kNone;
      if (all[i].before != all[last].after && !restates)
        sourceEvent(source, all[i].before, all[last]);
      i = last + 1;
    }
  }

  void sourceEvent(SourceId source, VersionId before, const Step& step) {
    std::string detail = values(before, step.after);
    append(detail, existingOf(program_, *step.operation));
    out_.push_back({step.at, step.operation->amendment, program_.sources[source].identity(),
                    wordOf(step), detail, step.operation->head});
  }

  std::string values(VersionId before, VersionId after) const {
    std::string from = value(before);
    std::string to = value(after);
    if (from.empty() || to.empty()) return to;
    return from + " -> " + to;
  }

  std::string value(VersionId id) const {
    if (id == sema::kNone || program_.versions[id].value == sema::kNone) return {};
    const sema::Version& version = program_.versions[id];
    const auto* param =
        version.decl_ast ? std::get_if<ast::ParamDecl>(&version.decl_ast->body) : nullptr;
    const ast::Expr* written = param ? param->value.get() : variedValue(program_, id);
    return written ? ast::print(*written) : std::string();
  }

  static void append(std::string& detail, const std::string& more) {
    if (more.empty()) return;
    if (!detail.empty()) detail += ", ";
    detail += more;
  }

  void otherEvents(const Operation& operation) {
    switch (operation.kind) {
      case OperationKind::extend_contract:
        return add(operation, "contract", "extended",
                   "until " + dateOf(program_, operation.instant));
      case OperationKind::end_contract:
        return add(operation, "contract", "ended", "at " + dateOf(program_, operation.instant));
      case OperationKind::withdraw:
        return add(operation, fmt::format("amendment {}", operation.withdrawn), "withdrawn",
                   existingOf(program_, operation));
      case OperationKind::restate:
        return add(operation, "contract", "restated", {});
      case OperationKind::extend_vocabulary:
        return add(operation, "vocabulary", "extended", {});
      default:
        return;
    }
  }

  void add(const Operation& operation, std::string identity, std::string what, std::string detail) {
    out_.push_back({operation.from, operation.amendment, std::move(identity), std::move(what),
                    std::move(detail), operation.head});
  }

  const Program& program_;
  const Consolidation& consolidation_;
  Withdrawals withdrawals_;
  std::vector<Event> out_;
};

}  // namespace

std::vector<Event> events(const Program& program, const Consolidation& consolidation) {
  return Events(program, consolidation).run();
}

}  // namespace polc::consolidate
