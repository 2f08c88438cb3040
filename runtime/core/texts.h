// Texts that only explanations and the paths of errors need. Those of a bundle read from a file come when first asked for.
//
// Threads: reading is safe for any number at once; the first to read loads
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace polc::core {

class Texts {
 public:
  // Gives as many texts as are asked for; called once.
  using Load = std::function<std::vector<std::string>(size_t count)>;

  Texts() = default;
  Texts(size_t count, Load load) : late_(std::make_shared<Late>(count, std::move(load))) {}

  size_t size() const { return late_ ? late_->count : own_.size(); }
  bool empty() const { return size() == 0; }
  const std::string& operator[](size_t id) const { return late_ ? late_->get()[id] : own_[id]; }
  // Only of texts that were not promised.
  void add(std::string_view text) { own_.emplace_back(text); }

 private:
  struct Late {
    Late(size_t count, Load load) : count(count), load(std::move(load)) {}
    const std::vector<std::string>& get() {
      std::call_once(once, [this] { texts = load(count); });
      return texts;
    }
    size_t count;
    Load load;
    std::once_flag once;
    std::vector<std::string> texts;
  };

  std::vector<std::string> own_;
  std::shared_ptr<Late> late_;
};

}  // namespace polc::core
