#include <algorithm>

#include "sim/engine/simulation.hpp"

namespace suanwang {

// A job that starts takes its cards on nodes; there is room, since no wider job than that starts.
void Simulation::pack(JobId id) {
  const Job& job = jobs_[id];
  PoolState& pool = pools_[job.pool];
  if (!pool.nodes) return;
  if (shares_.size() <= id) shares_.resize(id + 1);
  pool.nodes->place(job.cards, shares_[id]);
}

void Simulation::unpack(JobId id) {
  PoolState& pool = pools_[jobs_[id].pool];
  if (!pool.nodes) return;
  pool.nodes->release(shares_[id]);
  shares_[id].clear();
}

// The cards that services hold lie on nodes one by one: a replica of a service is small.
void Simulation::pack_services(std::uint32_t p) {
  PoolState& pool = pools_[p];
  if (!pool.nodes) return;
  auto& shares = pool.service_shares;
  while (static_cast<std::int64_t>(shares.size()) > pool.service) {
    pool.nodes->release({&shares.back(), 1});
    shares.pop_back();
  }
  while (static_cast<std::int64_t>(shares.size()) < pool.service) pool.nodes->place(1, shares);
}

// One of the nodes that are up, each as likely as any other, fails with all that runs on it; empty
// if none is up.
std::optional<std::uint32_t> Simulation::strike_node(std::uint32_t p, RandomStream& random) {
  PoolState& pool = pools_[p];
  std::vector<std::uint32_t> up;
  for (std::uint32_t n = 0; n < pool.nodes->nodes(); ++n) {
    if (pool.nodes->is_up(n)) up.push_back(n);
  }
  if (up.empty()) return std::nullopt;
  const std::uint32_t node =
      up[static_cast<std::size_t>(random.uniform() * static_cast<double>(up.size()))];
  const auto lies_there = [&](const NodePacker::Share& share) { return share.node == node; };
  std::vector<JobId> hit;
  for (const JobId id : running_[p]) {
    if (std::any_of(shares_[id].begin(), shares_[id].end(), lies_there)) hit.push_back(id);
  }
  for (const JobId id : hit) interrupt(id, Interruption::failure);

  pool.advance(now_s_);
  auto& services = pool.service_shares;
  for (const NodePacker::Share& share : services) {
    if (!lies_there(share)) continue;
    pool.nodes->release({&share, 1});
    --pool.service;
  }
  services.erase(std::remove_if(services.begin(), services.end(), lies_there), services.end());
  pool.nodes->take_down(node);
  return node;
}

}  // namespace suanwang
