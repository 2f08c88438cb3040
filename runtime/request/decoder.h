// Decodes one request against a directory.
#pragma once
#include <map>
#include <utility>

#include "runtime/directory/codes.h"
#include "runtime/directory/decode.h"
#include "runtime/request/request.h"

namespace polc::request {

// subject, resource or entity as the JSON gives it
struct Part {
  const json::Node* node = nullptr;
  std::string_view type, id;
  const json::Node* properties = nullptr;
};

class Decoder : private directory::Listener {
 public:
  Decoder(std::shared_ptr<const Directory> directory, std::vector<directory::Finding>& refused);

  std::shared_ptr<const Request> access(std::string_view json);
  std::shared_ptr<const Request> standing(std::string_view json);
  std::shared_ptr<const Request> standingOf(const Name& name);
  std::shared_ptr<const Request> accessOf(const Name& subject, std::string_view action,
                                          const Name& resource, const value::Value* context);
  std::shared_ptr<const Request> query(const Query& query);

 private:
  const core::Bundle& contract() const { return request_->directory_->bundle(); }
  bool parse(std::string_view json, json::Document& document);
  const json::Node* member(const json::Node& object, std::string_view key, std::string_view shape);
  bool readPart(std::string_view key, Part& part);
  bool readText(const json::Node& object, std::string_view key, std::string_view& text);
  bool readNow(const json::Node& object);
  void describe(uint32_t row, const Part& part, bool born_now);
  void readContext(const json::Node* context);
  Name nameOf(uint32_t row) const;
  uint32_t rowOf(const Part& part);
  uint32_t rowOf(uint32_t type, std::string_view id, const json::Node& place) override;
  uint32_t rowFor(uint32_t type, std::string_view id);
  bool inDirectory(uint32_t row) const;
  bool registered(uint32_t row) const;
  uint32_t typeOf(uint32_t row) const;
  bool refuse(directory::Code code, uint32_t begin, uint32_t end, std::string message);
  bool refuse(directory::Code code, const json::Node& node, std::string message);

  std::shared_ptr<Request> request_;
  std::vector<directory::Finding>& refused_;
  const json::Document* json_ = nullptr;
  std::map<std::pair<uint32_t, std::string_view>, uint32_t> added_;  // rows of the overlay
};

}  // namespace polc::request
