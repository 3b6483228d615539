#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Fills the West first: the nearest western pool with room, else the nearest pool with room
/// anywhere, else the least loaded one.
class WestFirst final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const auto west = cheapest_allowed(
        job, pools, [&](const SiteView& pool) { return pool.west && pool.free() >= job.cards; },
        [&](const SiteView&, std::size_t i) { return job.round_trip_s[i]; });
    if (west) return west;
    return cheapest_with_room(job, pools,
                              [&](const SiteView&, std::size_t i) { return job.round_trip_s[i]; });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_west_first(const PlacementSettings&) {
  return std::make_unique<WestFirst>();
}

}  // namespace suanwang
