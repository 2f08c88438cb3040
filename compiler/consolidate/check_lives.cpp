#include <algorithm>

#include "compiler/consolidate/checks.h"
#include "compiler/consolidate/lives.h"
#include "compiler/sema/amendments.h"

namespace polc::consolidate {

using diag::Code;
using sema::Amendment;
using sema::Existing;
using sema::Operation;
using sema::OperationKind;
using sema::SourceId;
using sema::SourceKind;

namespace {

bool hasLife(const Ground& ground, VersionId version) {
  if (version == sema::kNone) return false;
  return ground.version(version).has_expiry || ground.version(version).has_hold;
}

bool changesDeclaration(const Ground& ground, const Operation& operation) {
  if (operation.target == sema::kNone) return false;
  SourceKind kind = ground.program.sources[operation.target].kind;
  return kind != SourceKind::clause && kind != SourceKind::obligation &&
         operation.kind != OperationKind::add && operation.kind != OperationKind::extend_vocabulary;
}

bool readsInLife(const Ground& ground, VersionId version, SourceId read) {
  if (!hasLife(ground, version)) return false;
  const std::vector<SourceId>& reads = ground.version(version).life_reads;
  return std::binary_search(reads.begin(), reads.end(), read);
}

// What lives may go on under a version that is no longer in force.
bool lingers(const Ground& ground, SourceId source, SourceId read) {
  bool waited = false;
  bool reads = readsInLife(ground, ground.bases[source], read);
  for (size_t i = 0; i < ground.laid[source]; ++i) {
    const Act& act = ground.acts[source][i];
    waited |= waits(act.operation->existing);
    reads |= readsInLife(ground, act.version, read);
  }
  return waited && reads;
}

// A clause whose life reads a declaration when or after an operation begins; empty where there is none.
std::string readerOf(const Ground& ground, const Operation& operation) {
  for (SourceId source : ground.life_readers[operation.target]) {
    const Fold& fold = ground.folds[source];
    for (size_t i = fold.indexAt(operation.from); i < fold.pieces().size(); ++i) {
      if (readsInLife(ground, fold.pieces()[i].standing.version, operation.target)) {
        return ground.identity(source);
      }
    }
    if (lingers(ground, source, operation.target)) return ground.identity(source);
  }
  return {};
}

// Of a withdrawal: one of the operations that it takes away, and that would have gone on.
std::string withdrawnReason(const Ground& ground, const Operation& withdrawal) {
  for (const Amendment& amendment : ground.program.amendments) {
    if (amendment.number != withdrawal.withdrawn) continue;
    for (const Operation& operation : amendment.operations) {
      auto reason = ground.life_reasons.find(&operation);
      bool over = operation.until <= withdrawal.from && operation.then != sema::Then::lapse;
      if (reason != ground.life_reasons.end() && !over) return reason->second;
    }
  }
  return {};
}

std::string reasonOf(const Ground& ground, const Operation& operation) {
  if (operation.kind == OperationKind::withdraw) return withdrawnReason(ground, operation);
  if (!changesDeclaration(ground, operation)) return {};
  std::string reader = readerOf(ground, operation);
  return reader.empty() ? reader
                        : fmt::format("`{}` reads `{}` in its life", reader,
                                      ground.identity(operation.target));
}

// Of a change of a declaration: a type without a birth, where lives of no other type read it.
const sema::EntityType* withoutBirth(const Ground& ground, const Operation& operation) {
  const sema::EntityType* found = nullptr;
  for (SourceId source : ground.life_readers[operation.target]) {
    for (VersionId version : ground.program.sources[source].versions) {
      uint32_t type = ground.version(version).clause.entity_type;
      if (type == sema::kNone || !readsInLife(ground, version, operation.target)) continue;
      found = &ground.program.vocabulary.entities[type];
      if (found->birth != sema::kNone) return nullptr;
    }
  }
  return found;
}

// Clauses were looked at with their operations (sema): their type is known there.
void checkBirth(Ground& ground, const Operation& operation) {
  if (!waits(operation.existing) || !changesDeclaration(ground, operation)) return;
  const sema::EntityType* type = withoutBirth(ground, operation);
  if (type) sema::reportWithoutBirth(ground.diagnostics, operation.existing_span, *type);
}

bool maySayExisting(const Operation& operation) {
  return operation.target != sema::kNone || operation.kind == OperationKind::withdraw;
}

}  // namespace

void noteClauseLife(Ground& ground, const Operation& operation) {
  if (ground.program.sources[operation.target].kind != SourceKind::clause) return;
  bool lives = hasLife(ground, operation.version);
  const Fold& fold = ground.folds[operation.target];
  for (size_t i = fold.indexAt(operation.from); i < fold.pieces().size(); ++i) {
    if (fold.pieces()[i].from > operation.until) break;
    lives |= hasLife(ground, fold.pieces()[i].standing.version);
  }
  if (!lives) return;
  ground.life_reasons.emplace(
      &operation, fmt::format("`{}` has expiries or holds", ground.identity(operation.target)));
}

void checkExisting(Ground& ground, const Amendment& amendment) {
  for (const Operation& operation : amendment.operations) {
    std::string reason = reasonOf(ground, operation);
    if (!reason.empty()) ground.life_reasons.emplace(&operation, std::move(reason));
    auto found = ground.life_reasons.find(&operation);
    bool needed = found != ground.life_reasons.end();
    bool written = operation.existing != Existing::none;
    if (needed && !written) {
      ground.diagnostics.report(Code::existing_missing, operation.head, found->second);
    } else if (!needed && written && maySayExisting(operation)) {
      ground.diagnostics.report(Code::existing_needless, operation.existing_span);
    }
    if (needed && written) checkBirth(ground, operation);
  }
}

}  // namespace polc::consolidate
