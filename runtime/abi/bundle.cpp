#include "runtime/abi/make.h"

using namespace polc::abi;

namespace polc::abi {

polc_status makeBundle(Bundle&& bundle, polc_bundle** out) {
  bundle.vocabulary = std::make_shared<const request::Vocabulary>(*bundle.core);
  *out = new polc_bundle{std::make_shared<const Bundle>(std::move(bundle))};
  return POLC_OK;
}

}  // namespace polc::abi

void polc_bundle_free(polc_bundle* bundle) { delete bundle; }

polc_string polc_bundle_contract(const polc_bundle* bundle) {
  return bundle ? give(bundle->held->core->contract) : polc_string{nullptr, 0};
}
polc_string polc_bundle_digest(const polc_bundle* bundle) {
  return bundle ? give(bundle->held->core->digest) : polc_string{nullptr, 0};
}
polc_string polc_bundle_engine(const polc_bundle* bundle) {
  return bundle ? give(bundle->held->engine->name()) : polc_string{nullptr, 0};
}
polc_string polc_bundle_findings(const polc_bundle* bundle) {
  return bundle ? give(bundle->held->findings) : polc_string{nullptr, 0};
}
uint32_t polc_bundle_amended_through(const polc_bundle* bundle) {
  return bundle ? bundle->held->core->amended_through : POLC_NONE;
}
uint32_t polc_bundle_action(const polc_bundle* bundle, polc_string name) {
  return bundle ? bundle->held->core->findAction(view(name)) : POLC_NONE;
}

uint32_t polc_bundle_context_field(const polc_bundle* bundle, polc_string name) {
  if (!bundle) return POLC_NONE;
  const auto& fields = bundle->held->core->context;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == view(name)) return i;
  }
  return POLC_NONE;
}
