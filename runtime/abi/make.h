// How handles are made of what they hold; for this folder and for the compiler's half of the interface.
#pragma once
#include "runtime/abi/guard.h"

namespace polc::abi {

polc_status makeBundle(Bundle&& bundle, polc_bundle** out);
// A directory that was read already.
polc_status makeDirectory(std::shared_ptr<const Bundle> bundle,
                          std::shared_ptr<const directory::Directory> held, std::string findings,
                          polc_directory** out);

}  // namespace polc::abi
