// How handles are made of what they hold; for this folder and for the compiler's half of the interface.
#pragma once
#include "runtime/abi/guard.h"

namespace polc::abi {

polc_status makeBundle(Bundle&& bundle, polc_bundle** out);
// A directory that was read already; `from`: what it was made of by changes, null where by none.
polc_status makeDirectory(std::shared_ptr<const Bundle> bundle,
                          std::shared_ptr<const directory::Directory> held, std::string findings,
                          polc_directory** out, const directory::Directory* from = nullptr);

}  // namespace polc::abi
