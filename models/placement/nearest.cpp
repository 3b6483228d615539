#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Sends a job where the round trip from its region is shortest [s], free or not.
class Nearest final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    return nearest_allowed(job, pools, [](const SiteView&) { return true; });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_nearest(const PlacementSettings&) {
  return std::make_unique<Nearest>();
}

}  // namespace suanwang
