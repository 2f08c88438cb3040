// What a thread keeps between calls: made when it is first asked for, gone with the thread.
#pragma once
#include <stdexcept>

namespace polc::value {

template <class T>
class OfThread {
 public:
  // Throws std::logic_error once the thread's own things are gone: in a destructor that runs after theirs, say of a static.
  static T& get() {
    T* made = made_;
    return made ? *made : make();
  }

 private:
  struct Owner {
    T value;
    ~Owner() {
      made_ = nullptr;
      gone_ = true;
    }
  };
  static T& make() {
    if (gone_) throw std::logic_error("the thread is ending: it decides nothing more");
    static thread_local Owner owner;
    return *(made_ = &owner.value);
  }

  static constinit inline thread_local T* made_ = nullptr;
  static constinit inline thread_local bool gone_ = false;
};

}  // namespace polc::value
