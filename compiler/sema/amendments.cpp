#include "compiler/sema/amendments.h"

#include "compiler/sema/clause_typer.h"
#include "compiler/sema/names.h"
#include "compiler/sema/schedule.h"
#include "compiler/sema/sources.h"

namespace polc::sema {
namespace {

constexpr std::string_view kOrLapse = " or `then lapse` (nothing does)";

using diag::Code;

Then then(ast::Modifiers::Then written) {
  switch (written) {
    case ast::Modifiers::Then::none:
      return Then::none;
    case ast::Modifiers::Then::revive:
      return Then::revive;
    case ast::Modifiers::Then::lapse:
      return Then::lapse;
  }
  return Then::none;
}

Existing existing(ast::Modifiers::Existing written) {
  switch (written) {
    case ast::Modifiers::Existing::none:
      return Existing::none;
    case ast::Modifiers::Existing::keep:
      return Existing::keep;
    case ast::Modifiers::Existing::grace:
      return Existing::grace;
    case ast::Modifiers::Existing::now:
      return Existing::now;
  }
  return Existing::none;
}

std::string_view word(OperationKind kind) {
  constexpr std::string_view kWords[] = {"add",      "replace", "repeal",          "suspend",
                                         "vary",     "extend",  "extend contract", "end contract",
                                         "withdraw", "restate"};
  return kWords[static_cast<size_t>(kind)];
}

class OperationResolver {
 public:
  OperationResolver(Analysis& analysis, const Amendment& amendment)
      : analysis_(analysis), amendment_(amendment) {}

  Operation run(const ast::Operation& written) {
    written_ = &written;
    operation_ = {};
    operation_.amendment = amendment_.number;
    operation_.span = written.span;
    operation_.head = written.head;
    std::visit([&](const auto& body) { this->body(body); }, written.body);
    period();
    modifiers();
    return std::move(operation_);
  }

 private:
  const Analysis::OperationSites& sites() const { return analysis_.operation_sites.at(written_); }

  void oneSite() {
    const Site& site = analysis_.sites[sites().first];
    operation_.version = site.version;
    std::string identity = identityOf(site);
    vocabulary_ = identity.empty();
    auto found = analysis_.program.index.find(identity);
    if (found != analysis_.program.index.end()) operation_.target = found->second;
  }

  void body(const ast::AddOp&) {
    operation_.kind = OperationKind::add;
    oneSite();
    if (vocabulary_) operation_.kind = OperationKind::extend_vocabulary;
  }
  void body(const ast::ReplaceOp&) {
    operation_.kind = OperationKind::replace;
    oneSite();
  }
  void body(const ast::RepealOp& op) { named(OperationKind::repeal, op.target); }
  void body(const ast::SuspendOp& op) {
    named(OperationKind::suspend, op.target);
    bool clause = operation_.target == kNone ||
                  analysis_.program.sources[operation_.target].kind == SourceKind::clause;
    if (!clause)
      analysis_.diagnostics.report(Code::not_suspendable, op.target.span,
                                   analysis_.textOf(op.target.span));
  }
  void body(const ast::VaryOp&) {
    operation_.kind = OperationKind::vary;
    oneSite();
  }
  void body(const ast::ExtendTypeOp&) {
    operation_.kind = OperationKind::extend_vocabulary;
    vocabulary_ = true;
  }
  void body(const ast::ExtendContractOp& op) {
    operation_.kind = OperationKind::extend_contract;
    operation_.instant = resolveEnd(analysis_, op.until).value_or(time::kNever);
  }
  void body(const ast::EndContractOp& op) {
    operation_.kind = OperationKind::end_contract;
    operation_.instant = resolveDate(analysis_, op.at).value_or(time::kNever);
  }
  void body(const ast::WithdrawOp& op) {
    operation_.kind = OperationKind::withdraw;
    operation_.withdrawn = op.number;
  }
  void body(const ast::RestateOp& op) {
    operation_.kind = OperationKind::restate;
    for (const ast::Element& element : op.elements) {
      if (const auto* use = std::get_if<ast::Use>(&element)) restateLibrary(*use);
    }
    for (size_t i = 0; i < sites().count; ++i) {
      VersionId version = analysis_.sites[sites().first + i].version;
      if (version != kNone) operation_.restated.push_back(version);
    }
  }

  // A library that was brought in before has its sites elsewhere.
  void restateLibrary(const ast::Use& use) {
    auto found = analysis_.library_sites.find(use.library);
    if (found == analysis_.library_sites.end()) return;
    for (size_t site : found->second) {
      bool inside = site >= sites().first && site < sites().first + sites().count;
      if (!inside && analysis_.sites[site].version != kNone) {
        operation_.restated.push_back(analysis_.sites[site].version);
      }
    }
  }

  void named(OperationKind kind, const ast::Target& target) {
    operation_.kind = kind;
    bool plain = target.kind.text == "param" || target.kind.text == "schedule" ||
                 target.kind.text == "define" || target.kind.text == "group" ||
                 target.kind.text == "obligation";
    operation_.target = resolveSource(
        analysis_, target.kind.text + (plain ? " " : ".") + target.name.text, target.span);
  }

  void period() {
    const ast::Modifiers& written = written_->modifiers;
    operation_.from = amendment_.effective;
    operation_.until = amendment_.until;
    operation_.then = amendment_.then;
    operation_.from_span = amendment_.effective_span;
    operation_.until_span = amendment_.until_span;
    if (written.from) {
      operation_.own_from = true;
      operation_.from_span = written.from->span;
      operation_.from = resolveDate(analysis_, *written.from).value_or(amendment_.effective);
    }
    if (written.until) {
      operation_.own_until = true;
      operation_.until_span = written.until->span;
      operation_.until = resolveEnd(analysis_, *written.until).value_or(time::kNever);
      operation_.then = then(written.then);
    }
    operation_.over = written.over;
    operation_.over_span = written.over_span;
    operation_.existing = existing(written.existing);
    operation_.existing_span = written.existing_span;
  }

  void modifiers() {
    checkPlaces();
    checkSunset();
    checkExisting();
  }

  bool isTerm() const {
    return operation_.kind == OperationKind::extend_contract ||
           operation_.kind == OperationKind::end_contract;
  }

  // Which words may stand at which operation.
  void checkPlaces() {
    const ast::Modifiers& written = written_->modifiers;
    bool bare = vocabulary_ || isTerm() || operation_.kind == OperationKind::restate;
    bool endless = bare || operation_.kind == OperationKind::repeal ||
                   operation_.kind == OperationKind::withdraw;
    bool may_exist = operation_.kind == OperationKind::withdraw || !bare;
    bool may_over = !bare && operation_.kind != OperationKind::withdraw;
    auto misplaced = [&](Span span, std::string_view what, std::string_view why) {
      analysis_.diagnostics.report(Code::misplaced_modifier, span, what, word(operation_.kind),
                                   why);
    };
    if (written.from && bare && operation_.kind != OperationKind::restate) {
      misplaced(written.from->span, "from", "it has no period of its own");
    }
    if (written.until && endless) {
      misplaced(written.until->span, "until",
                vocabulary_ ? "what it adds is known from the start and stays" : "it has no end");
    } else if (amendment_.until != time::kNever && endless && !vocabulary_) {
      diag::Finding& finding = analysis_.diagnostics.report(Code::endless_in_period,
                                                            operation_.head, word(operation_.kind));
      finding.related.push_back({amendment_.until_span, "the header's period ends here"});
    }
    if (operation_.existing != Existing::none && !may_exist) {
      misplaced(written.existing_span, "existing", "it changes no life");
    }
    if (!written.over.empty() && !may_over)
      misplaced(written.over_span, "over", "it overwrites nothing by name");
    if (endless) {
      operation_.until = time::kNever;
      operation_.own_until = false;
      operation_.then = Then::none;
    }
  }

  void checkSunset() {
    if (!operation_.own_until) return lapses(amendment_.until_span);
    if (operation_.then == Then::none) {
      analysis_.diagnostics.report(Code::until_without_then, operation_.until_span,
                                   mayLapse() ? kOrLapse : "");
      return;
    }
    lapses(operation_.until_span);
  }

  bool mayLapse() const {
    bool source = operation_.target != kNone &&
                  analysis_.program.sources[operation_.target].kind != SourceKind::clause;
    return operation_.kind != OperationKind::suspend && operation_.kind != OperationKind::vary &&
           !source;
  }

  void lapses(Span span) {
    if (operation_.then != Then::lapse || mayLapse() || operation_.until == time::kNever) return;
    Span place = operation_.own_until ? span : operation_.head;
    analysis_.diagnostics.report(Code::then_lapse, place, word(operation_.kind));
    operation_.then = Then::revive;
  }

  void checkExisting() {
    if (operation_.existing == Existing::grace) graceLength();
    if (!waits(operation_.existing) || operation_.target == kNone) return;
    for (VersionId id : analysis_.program.sources[operation_.target].versions) {
      uint32_t type = analysis_.program.versions[id].clause.entity_type;
      if (type == kNone || analysis_.vocabulary().entities[type].birth != kNone) continue;
      const EntityType& entity = analysis_.vocabulary().entities[type];
      return reportWithoutBirth(analysis_.diagnostics, operation_.existing_span, entity);
    }
  }

  void graceLength() {
    const ast::ExprPtr& written = written_->modifiers.grace;
    if (!written) return;
    bool period = written->kind == ast::ExprKind::period_literal;
    Scope scope;
    scope.allowed = 0;
    scope.place = "`existing grace`";
    Typer typer(analysis_, std::move(scope));
    operation_.grace_length =
        typer.constant(*written, Type::of(period ? TypeKind::period : TypeKind::duration));
    if (operation_.grace_length != kNone) checkLength(analysis_, operation_.grace_length);
  }

  Analysis& analysis_;
  const Amendment& amendment_;
  const ast::Operation* written_ = nullptr;
  Operation operation_;
  bool vocabulary_ = false;
};

Amendment header(Analysis& analysis, const ast::File& file) {
  const auto& written = std::get<ast::AmendmentFile>(file.body);
  Amendment amendment;
  amendment.number = written.number;
  amendment.number_span = written.number_span;
  amendment.head = file.head;
  amendment.file = file.id;
  amendment.because = written.because.value_or("");
  amendment.retroactive = written.retroactive;
  amendment.upon = written.upon.value_or("");
  amendment.upon_span = written.upon_span;
  amendment.then = then(written.then);
  if (written.contract.text != analysis.program.contract) {
    diag::Finding& finding =
        analysis.diagnostics.report(Code::wrong_contract, written.contract.span,
                                    written.contract.text, analysis.program.contract);
    finding.related.push_back({analysis.program.head, "the contract begins here"});
  }
  if (written.signed_on) {
    amendment.signed_span = written.signed_on->span;
    amendment.signed_on = resolveDate(analysis, *written.signed_on).value_or(0);
  }
  amendment.after_signature = time::nextLocalMidnight(analysis.zone(), amendment.signed_on);
  amendment.effective = amendment.signed_on;
  if (written.effective) {
    amendment.effective_span = written.effective->span;
    amendment.effective = resolveDate(analysis, *written.effective).value_or(amendment.signed_on);
  }
  if (written.until) {
    amendment.until_span = written.until->span;
    amendment.until = resolveEnd(analysis, *written.until).value_or(time::kNever);
    if (amendment.then == Then::none)
      analysis.diagnostics.report(Code::until_without_then, written.until->span, kOrLapse);
  }
  return amendment;
}

// Two operations of one amendment on one source: which of them should prevail is not said.
void checkRepeated(Analysis& analysis, const Amendment& amendment) {
  std::unordered_map<SourceId, Span> seen;
  for (const Operation& operation : amendment.operations) {
    if (operation.target == kNone) continue;
    auto [first, added] = seen.emplace(operation.target, operation.head);
    if (added) continue;
    diag::Finding& finding =
        analysis.diagnostics.report(Code::operation_repeated, operation.head,
                                    analysis.program.sources[operation.target].identity());
    finding.related.push_back({first->second, "the first stands here"});
  }
}

}  // namespace

void reportWithoutBirth(diag::Engine& diagnostics, Span existing, const EntityType& type) {
  diag::Finding& finding = diagnostics.report(Code::existing_without_birth, existing, type.name);
  finding.related.push_back({type.span, fmt::format("`{}` is declared here", type.name)});
}

void resolveAmendments(Analysis& analysis) {
  for (const ast::File* file : analysis.amendment_files) {
    const auto& written = std::get<ast::AmendmentFile>(file->body);
    Amendment amendment = header(analysis, *file);
    OperationResolver resolver(analysis, amendment);
    std::vector<Operation> operations;
    for (const ast::Operation& operation : written.operations)
      operations.push_back(resolver.run(operation));
    amendment.operations = std::move(operations);
    checkRepeated(analysis, amendment);
    analysis.program.amendments.push_back(std::move(amendment));
  }
}

}  // namespace polc::sema
