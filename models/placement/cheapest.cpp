#include <memory>
#include <utility>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Sends a job to the pool with room where it costs least [CNY]: energy at this hour's price and
/// the carriage of its data. The least loaded pool if none has room. Where the tenant's bill
/// counts, the least loaded of those where it is the same.
class Cheapest final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    if (job.tenant_cny) {
      return cheapest_with_room(job, pools, [&](const SiteView& pool, std::size_t i) {
        return std::pair(job.tenant_cny[i], load_with(job, pool));
      });
    }
    return cheapest_with_room(
        job, pools, [&](const SiteView& pool, std::size_t i) { return cost_cny(job, pool, i); });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_cheapest(const PlacementSettings&) {
  return std::make_unique<Cheapest>();
}

}  // namespace suanwang
