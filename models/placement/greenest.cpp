#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Sends a job to the pool with room whose power for one busy card emits least [kg CO2e/h], cooling
/// included. The least loaded pool if none has room.
class Greenest final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    return cheapest_with_room(job, pools, [](const SiteView& pool, std::size_t) {
      return pool.carbon_kg_per_kwh * pool.pue * pool.busy_kw;
    });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_greenest(const PlacementSettings&) {
  return std::make_unique<Greenest>();
}

}  // namespace suanwang
