#include "runtime/interp/interp.h"

#include "runtime/abi/make.h"

namespace polc::abi {
namespace {

class Interpreter : public engine::Engine {
 public:
  void decide(const request::Request& request, value::Micros now,
              decision::Decision& out) const override {
    interp::decide(request, now, out);
  }
};

}  // namespace

std::shared_ptr<const engine::Engine> interpreter() {
  static const auto kOne = std::make_shared<const Interpreter>();
  return kOne;
}

}  // namespace polc::abi
