#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Sends a job to the pool with the least work asked for per card, wherever it is.
class LeastLoaded final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    return least_loaded_allowed(job, pools, [](const SiteView&) { return true; });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_least_loaded(const PlacementSettings&) {
  return std::make_unique<LeastLoaded>();
}

}  // namespace suanwang
