#include "compiler/lower/lives.h"

namespace polc::lower {
namespace {

using core::kNone;

template <class... Ts>
struct Visitor : Ts... {
  using Ts::operator()...;
};

core::Expiry::Form formOf(ast::ExpireItem::Form form) {
  switch (form) {
    case ast::ExpireItem::Form::after:
      return core::Expiry::Form::after;
    case ast::ExpireItem::Form::at:
      return core::Expiry::Form::at;
    case ast::ExpireItem::Form::when:
      return core::Expiry::Form::when;
    case ast::ExpireItem::Form::with:
      return core::Expiry::Form::with;
  }
  return core::Expiry::Form::after;
}

}  // namespace

core::LifeConfig Lives::lowerConfig(const sema::Version& version) {
  core::LifeConfig config;
  sema::ExprId header = version.clause.header;
  uint32_t text = header == sema::kNone ? kNone : shared_.textOf(shared_.program.expr(header).span);
  config.from = rules_.place(version, version.head, 0, text);
  config.header = expressions_.lower(header);
  for (const sema::Item& item : version.clause.items) lowerItem(config, version, item);
  return config;
}

void Lives::lowerItem(core::LifeConfig& config, const sema::Version& version,
                      const sema::Item& item) {
  auto from = [&] {
    return rules_.place(version, item.span, item.index, shared_.textOf(item.span));
  };
  std::visit(
      Visitor{
          [&](const sema::ExpireItem& i) {
            config.expiries.push_back({formOf(i.form), from(), expressions_.amount(i.amount),
                                       expressions_.lower(i.base),
                                       expressions_.lower(i.condition)});
          },
          [&](const sema::WarnItem& i) {
            config.warnings.push_back({from(), expressions_.amount(i.amount)});
          },
          [&](const sema::GraceItem& i) { config.grace = {from(), expressions_.amount(i.amount)}; },
          [&](const sema::ExtendItem& i) {
            config.extend = {true, from(), expressions_.amount(i.amount),
                             expressions_.lower(i.times)};
            if (i.by_owners) {
              config.extend.by_owners = expressions_.subjectOwnsSelf(version.clause.entity_type);
            } else {
              config.extend.who = rules_.pattern(i.who);
            }
          },
          [&](const sema::HoldItem& i) {
            config.holds.push_back({from(), expressions_.lower(i.condition)});
          },
          [&](const sema::OnExpiryItem& i) {
            for (core::ObligationCall& call : rules_.obligations(i.obligations)) {
              config.on_expiry.push_back(std::move(call));
            }
          },
          [](const auto&) {},
      },
      item.body);
}

// Equal for configs of one version that read the same.
std::vector<uint32_t> Lives::content(VersionId version, const core::LifeConfig& config) const {
  std::vector<uint32_t> key{version,
                            config.header,
                            config.grace.value,
                            config.extend.amount,
                            config.extend.times,
                            config.extend.by_owners};
  for (const core::Expiry& one : config.expiries)
    key.insert(key.end(), {one.amount, one.base, one.condition});
  for (const core::LifeItem& item : config.warnings) key.push_back(item.value);
  for (const core::LifeItem& item : config.holds) key.push_back(item.value);
  for (const core::ObligationCall& call : config.on_expiry) {
    key.push_back(call.obligation);
    key.insert(key.end(), call.arguments.begin(), call.arguments.end());
  }
  return key;
}

}  // namespace polc::lower
