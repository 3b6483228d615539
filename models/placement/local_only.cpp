#include <memory>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

/// No East-West transfer, the baseline: sites of the own province and of the own hub, the least
/// loaded of them. Work that fits none of them is rejected.
class LocalOnly final : public PlacementPolicy {
 public:
  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    return least_loaded_allowed(job, pools, [&](const SiteView& pool) {
      return pool.region == job.region || (job.hub != SiteView::kNone && pool.hub == job.hub);
    });
  }
};

}  // namespace

std::unique_ptr<PlacementPolicy> make_local_only(const PlacementSettings&) {
  return std::make_unique<LocalOnly>();
}

}  // namespace suanwang
