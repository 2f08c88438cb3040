#include "runtime/interp/session.h"

namespace polc::interp {

Session::Session(const request::Request& request, value::Arena& arena)
    : request(request),
      world(request.world()),
      bundle(world.bundle()),
      arena(arena),
      access(std::get_if<request::Access>(&request.body())),
      standing(std::get_if<request::Standing>(&request.body())) {}

}  // namespace polc::interp
