#include <fmt/format.h>

#include "runtime/core/literal.h"
#include "runtime/core/printer.h"

namespace polc::core {
namespace {

// Prints lives: their regions, then each config with its items.
class LifePrinter {
 public:
  LifePrinter(const Bundle& bundle, bool places, Text& to)
      : bundle_(bundle), places_(places), to_(to) {}

  void print(const Life& life) {
    to_.line(0, fmt::format("life {} for {}", bundle_.clauses[life.clause].identity,
                            bundle_.entities[life.entity_type].name));
    for (const LifeRegion& region : life.regions) this->region(region);
    for (size_t i = 0; i < life.configs.size(); ++i) config(i, life.configs[i]);
  }

 private:
  void region(const LifeRegion& region) {
    std::string configs;
    for (const uint32_t config : region.configs)
      configs += (configs.empty() ? "" : " and ") + name(config);
    to_.line(1, fmt::format("now {}; born {}: {}; primary {}", printPeriod(region.now),
                            printPeriod(region.birth), configs.empty() ? "nothing" : configs,
                            name(region.primary)));
  }
  static std::string name(uint32_t config) {
    return config == kNone ? "none" : fmt::format("config {}", config);
  }
  std::string head(const Provenance& from) const { return printHead(bundle_, from, places_); }
  std::string expr(ExprId id) const { return printOr(bundle_, id, "true"); }

  void config(size_t index, const LifeConfig& config) {
    to_.line(1, fmt::format("config {} {}", index, head(config.from)));
    if (config.header != kNone) to_.line(2, "where " + expr(config.header));
    for (const Expiry& one : config.expiries) expiry(one);
    for (const LifeItem& item : config.warnings) this->item("warn before deadline", item);
    if (config.grace.value != kNone) item("grace", config.grace);
    if (config.extend.present) extend(config.extend);
    for (const LifeItem& item : config.holds) this->item("hold when", item);
    for (const ObligationCall& call : config.on_expiry)
      to_.line(2, "on expiry " + printCall(bundle_, call));
  }

  void item(std::string_view kind, const LifeItem& item) {
    to_.line(2, fmt::format("{} {} | {}", kind, expr(item.value), head(item.from)));
  }

  void expiry(const Expiry& one) {
    std::string words;
    switch (one.form) {
      case Expiry::Form::after:
        words = fmt::format("{} after {}", expr(one.amount), expr(one.base));
        break;
      case Expiry::Form::at:
        words = "at " + expr(one.base);
        break;
      case Expiry::Form::with:
        words = "with " + expr(one.base);
        break;
      case Expiry::Form::when:
        words = "when " + expr(one.condition);
        break;
    }
    if (one.form != Expiry::Form::when && one.condition != kNone)
      words += " where " + expr(one.condition);
    to_.line(2, fmt::format("expire {} | {}", words, head(one.from)));
  }

  void extend(const Extend& extend) {
    const std::string who = extend.by_owners == kNone ? printPattern(bundle_, extend.who)
                                                      : "owners: " + expr(extend.by_owners);
    to_.line(2, fmt::format("extend {} up to {} times by {} | {}", expr(extend.amount),
                            expr(extend.times), who, head(extend.from)));
  }

  const Bundle& bundle_;
  bool places_;
  Text& to_;
};

}  // namespace

void printLives(const Bundle& bundle, bool places, Text& to) {
  for (const Life& life : bundle.lives) LifePrinter(bundle, places, to).print(life);
}

}  // namespace polc::core
