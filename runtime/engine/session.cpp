#include "runtime/engine/session.h"

namespace polc::engine {
namespace {

struct Owner {
  Session session;
  ~Owner() { session_of_thread = nullptr; }
};

}  // namespace

constinit thread_local Session* session_of_thread = nullptr;

Session& makeSessionOfThread() {
  static thread_local Owner owner;
  return *(session_of_thread = &owner.session);
}

}  // namespace polc::engine
