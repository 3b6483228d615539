#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "models/queue/disciplines.hpp"

namespace suanwang {
namespace {

/// Fair share: the next job is one of the tenant that has used least of late [card-seconds], and of
/// its jobs the first in queue order; among tenants that used the same, the first in queue order.
/// Strict: nobody overtakes that job, even if it does not fit yet.
///
/// Use fades: what was used one half-life ago counts half. Running jobs count as they go. Between a
/// start and an end of its jobs a tenant with `cards` running thus follows u' = cards - rate * u
/// with rate = ln 2 / half-life, which has a closed form, so nothing is done as time goes by. A
/// choice looks at every tenant that waits.
/// Source: Kay and Lauder, "A fair share scheduler", CACM 31(1), 1988, doi:10.1145/35043.35047.
class FairShare final : public QueueDiscipline {
 public:
  explicit FairShare(double half_life_s) : rate_(std::log(2.0) / half_life_s) {}

  void push(const QueuedJob& job) override {
    Tenant& tenant = of(job.tenant);
    if (tenant.queue.empty()) waiting_.push_back(job.tenant);
    tenant.queue.push_back(job);
    std::push_heap(tenant.queue.begin(), tenant.queue.end(), Later{});
  }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (waiting_.empty()) return std::nullopt;
    std::size_t best = 0;
    double least = use_at(tenants_[waiting_[0]], now_s);
    for (std::size_t i = 1; i < waiting_.size(); ++i) {
      const Tenant& tenant = tenants_[waiting_[i]];
      const double use = use_at(tenant, now_s);
      if (use > least) continue;
      if (use == least && first_of(waiting_[best]).order < first_of(waiting_[i]).order) continue;
      best = i;
      least = use;
    }
    Tenant& tenant = tenants_[waiting_[best]];
    if (tenant.queue.front().cards > free) return std::nullopt;
    std::pop_heap(tenant.queue.begin(), tenant.queue.end(), Later{});
    const QueuedJob job = tenant.queue.back();
    tenant.queue.pop_back();
    if (tenant.queue.empty()) {
      waiting_[best] = waiting_.back();
      waiting_.pop_back();
    }
    return job;
  }

  void started(const RunningJob& job) override {
    Tenant& tenant = of(job.tenant);
    const double before_s = tenant.at_s - job.started_s;
    if (before_s > 0) {
      tenant.use += grown(job.cards, before_s);  // found running: its past counts too
    } else {
      advance(tenant, job.started_s);
    }
    tenant.cards += job.cards;
  }

  void ended(const RunningJob& job, double now_s) override {
    Tenant& tenant = of(job.tenant);
    advance(tenant, now_s);
    tenant.cards -= job.cards;
  }

 private:
  struct Tenant {
    std::vector<QueuedJob> queue;  ///< a heap, the first in order on top
    std::int64_t cards = 0;        ///< running
    double use = 0;                ///< at `at_s` [card-seconds]
    double at_s = 0;
  };
  struct Later {
    bool operator()(const QueuedJob& a, const QueuedJob& b) const { return a.order > b.order; }
  };

  Tenant& of(std::uint32_t tenant) {
    if (tenant >= tenants_.size()) tenants_.resize(tenant + 1);
    return tenants_[tenant];
  }
  const QueuedJob& first_of(std::uint32_t tenant) const { return tenants_[tenant].queue.front(); }

  // What cards that ran for `lasts_s` until now amount to.
  double grown(std::int64_t cards, double lasts_s) const {
    return static_cast<double>(cards) * -std::expm1(-rate_ * lasts_s) / rate_;
  }
  double use_at(const Tenant& tenant, double now_s) const {
    const double dt_s = now_s - tenant.at_s;
    return tenant.use * std::exp(-rate_ * dt_s) + grown(tenant.cards, dt_s);
  }
  void advance(Tenant& tenant, double now_s) const {
    tenant.use = use_at(tenant, now_s);
    tenant.at_s = now_s;
  }

  double rate_;  ///< of fading [1/s]
  std::vector<Tenant> tenants_;
  std::vector<std::uint32_t> waiting_;  ///< tenants with jobs in the queue, in no order
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_fair_share(const QueueSettings& settings) {
  return std::make_unique<FairShare>(settings.half_life_s);
}

}  // namespace suanwang
