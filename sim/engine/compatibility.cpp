#include <algorithm>

#include "sim/engine/simulation.hpp"

namespace suanwang {

void Simulation::build_restricted() {
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    if (!classes_[c].ported.empty()) restricted_.push_back({c});
  }
  idle_.assign(restricted_.empty() ? 0 : pools_.size(), 0);
  for (std::uint32_t p = 0; p < idle_.size(); ++p) count_stranded_cards(p, std::nullopt, 0);
}

/// Free cards of a pool have changed, or `waiting` more cards are asked for by a queued job of it.
///
/// Stranded are the free cards, anywhere, that a class is not ported to, up to the cards that its
/// queued jobs ask for: what its own porting keeps from it. Classes are counted each by itself.
void Simulation::count_stranded_cards(std::uint32_t p, std::optional<JobId> job,
                                      std::int64_t waiting) {
  if (restricted_.empty()) return;
  const std::int64_t idle = std::max<std::int64_t>(0, pools_[p].free());
  const std::int64_t change = idle - idle_[p];
  idle_[p] = idle;
  for (Restricted& r : restricted_) {
    const double from_s = std::max(r.since_s, warmup_s_);
    if (now_s_ > from_s) {
      r.stranded_card_s += static_cast<double>(std::min(r.waiting, r.idle)) * (now_s_ - from_s);
    }
    r.since_s = now_s_;
    if (!classes_[r.job_class].ported[p]) r.idle += change;
    if (job && class_of_stream_[jobs_[*job].stream] == r.job_class) r.waiting += waiting;
  }
}

}  // namespace suanwang
