#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Hot work stays on its side of the country, cold work goes West.
///
/// Hot is what must answer within `hot_latency_s` or be done within `hot_deadline_s`. It takes the
/// nearest pool of its side with room, the least loaded of its side if none has room. Cold work
/// takes the least loaded western pool; if the West has no room left, the least loaded anywhere.
/// Where a tier has no allowed pool at all, the rule for the other one applies.
class TieredLatency final : public PlacementPolicy {
 public:
  explicit TieredLatency(const PlacementSettings& settings) : settings_(settings) {}

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const bool hot = job.latency_bound_s <= settings_.hot_latency_s ||
                     job.deadline_s <= settings_.hot_deadline_s;
    if (hot) {
      const auto near = nearest_allowed(job, pools, [&](const SiteView& pool) {
        return pool.west == job.west && pool.free() >= job.cards;
      });
      if (near) return near;
      const auto side = least_loaded_allowed(
          job, pools, [&](const SiteView& pool) { return pool.west == job.west; });
      if (side) return side;
    } else {
      const auto west =
          least_loaded_allowed(job, pools, [](const SiteView& pool) { return pool.west; });
      if (west && pools[*west].free() >= job.cards) return west;
    }
    return least_loaded_allowed(job, pools, [](const SiteView&) { return true; });
  }

 private:
  PlacementSettings settings_;
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_tiered_latency(const PlacementSettings& settings) {
  return std::make_unique<TieredLatency>(settings);
}

}  // namespace suanwang
