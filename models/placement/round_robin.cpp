#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// Takes the allowed pools in turn, whatever the job: each call goes on after the pool chosen last.
class RoundRobin final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    for (std::size_t step = 0; step < pools.size(); ++step) {
      const std::size_t i = (next_ + step) % pools.size();
      if (!job.allowed(pools[i], i)) continue;
      next_ = (i + 1) % pools.size();
      return i;
    }
    return std::nullopt;
  }

 private:
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_round_robin(const PlacementSettings&) {
  return std::make_unique<RoundRobin>();
}

}  // namespace suanwang
