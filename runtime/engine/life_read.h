// Reads the configs of one life at an instant.
#pragma once
#include "runtime/engine/life.h"

namespace polc::engine {

class LifeReader {
 public:
  // `view` null: only whether the life is past. `whole`: holds, too.
  LifeReader(Session& session, uint32_t life, uint32_t entity, const Birth& birth, EntityView* view,
             bool whole);
  // Everything but `expired` and `since`; `out` is as new.
  void read(LifeView& out);

 private:
  bool readRegion(const core::LifeRegion& region, bool decides, LifeView& out);
  ConfigView readConfig(uint32_t config, bool& header_false);
  void readExpiry(uint32_t config, size_t at, ConfigView& out);
  struct Reached {
    State state = State::no;
    bool counts = false;  // also without grace
    bool counted = true;  // after grace
    bool error = false;   // though past
  };
  Reached reach(const core::LifeConfig& config, const ConfigTable& table, size_t at);
  Reached reachWith(const ConfigTable::Expiry& expiry, const core::Expiry& item);
  Reached viewTarget(uint32_t target, const core::Expiry& item);
  State targetPast(uint32_t target);
  State reachAt(Expr base);
  State reachAfter(const core::LifeConfig& config, const ConfigTable& table, size_t at);
  State reachFixed(const core::LifeConfig& config, Micros deadline);
  State lengthen(Result& base, const ConfigTable::Expiry& expiry, const FixedConfig::Fixed& length,
                 core::ExprId text);
  State extended(const core::LifeConfig& config, const ConfigTable& table, Result& deadline);
  State extendBy(Micros length, int64_t times, Micros& deadline);
  State passed(const Result& deadline);
  State passedAt(Micros deadline);
  void readHolds(const core::LifeConfig& config, const ConfigTable& table, State header);
  State value(Expr expr, Result& out);
  void met(const Constancy& stays);
  void failTarget(uint32_t target);
  void hold(const core::Provenance& item);

  Session& session_;
  const core::Life& life_;
  const LifeTable& table_;
  const FixedConfig* fixed_ = nullptr;  // of the config that is read
  uint32_t life_id_, entity_;
  const Birth& birth_;
  EntityView* view_;
  bool whole_;
  Constancy stays_;
};

}  // namespace polc::engine
