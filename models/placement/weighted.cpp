#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Sends a job where a weighted sum is least, busy or not:
///
///   latency x round trip / 50 ms + wait x estimated wait / 1 h
///   + price x PUE x price / (1 CNY/kWh) + carbon x PUE x intensity / (1 kg/kWh).
///
/// The fixed scales make the four terms comparable: each is about 1 for a far site, an hour's
/// queue, a dear province, a coal province. So a weight means the same in every scenario.
class Weighted final : public PlacementPolicy {
 public:
  explicit Weighted(const PlacementSettings& settings) : weights_(settings.weights) {}

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const PlacementWeights& w = weights_;
    return cheapest_allowed(
        job, pools, [](const SiteView&) { return true; },
        [&](const SiteView& pool, std::size_t i) {
          return w.latency * job.round_trip_s[i] / 0.050 +
                 w.wait * estimated_wait_s(job, pool) / 3600 +
                 pool.pue * (w.price * pool.price_cny_per_kwh + w.carbon * pool.carbon_kg_per_kwh);
        });
  }

 private:
  PlacementWeights weights_;
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_weighted(const PlacementSettings& settings) {
  return std::make_unique<Weighted>(settings);
}

}  // namespace suanwang
