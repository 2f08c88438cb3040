#include "compiler/driver/engines.h"

#include "compiler/jit/jit.h"
#include "runtime/interp/interp.h"

namespace polc::driver {
namespace {

class Interpreter : public engine::Engine {
 public:
  void decide(const request::Request& request, value::Micros now,
              decision::Decision& out) const override {
    interp::decide(request, now, out);
  }
};

}  // namespace

std::unique_ptr<const engine::Engine> makeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                 const EngineChoice& choice, std::string& error) {
  if (choice.kind == EngineKind::interp) return std::make_unique<Interpreter>();
  return jit::compile(std::move(bundle), choice.optimisation, error);
}

}  // namespace polc::driver
