#include "app/ranking/model_cache.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {

void train_foci(const Context& context, const store::Store& store) {
  if (!ModelCache(context).is_usable()) return;
  try {
    const Context silent = context.silent();
    const store::UserStore user_store =
        silent.open_user_store(store::OpenMode::read_only, NamedFolder::may_be_new);
    FocusTrainer trainer(silent, store);
    for (const ActiveFocus& focus : load_foci(silent, user_store, {}, std::nullopt).value) {
      // Everything is stored; the next command that needs the model trains it.
      if (system::is_interrupted()) break;
      static_cast<void>(trainer.train(focus, std::nullopt));
    }
  } catch (const Error&) {
  } catch (const NoFocusYet&) {
  }
}

}  // namespace papercup::app
