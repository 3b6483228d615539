#include "sim/base/random.hpp"

#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Any allowed pool, each as likely as the others. Draws from a stream of its own, so that the jobs
/// of a run stay what they are under another policy.
class Random final : public PlacementPolicy {
 public:
  explicit Random(const PlacementSettings& settings)
      : stream_(settings.seed, settings.replication, "placement", "random") {}

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    std::size_t allowed = 0;
    for (std::size_t i = 0; i < pools.size(); ++i) allowed += job.allowed(pools[i], i);
    if (allowed == 0) return std::nullopt;
    auto nth = static_cast<std::size_t>(stream_.uniform() * static_cast<double>(allowed));
    for (std::size_t i = 0;; ++i) {
      if (job.allowed(pools[i], i) && nth-- == 0) return i;
    }
  }

 private:
  RandomStream stream_;
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_random(const PlacementSettings& settings) {
  return std::make_unique<Random>(settings);
}

}  // namespace suanwang
