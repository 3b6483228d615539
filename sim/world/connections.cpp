#include "sim/world/connections.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "sim/world/routes.hpp"

namespace suanwang {
namespace {

using Lists = std::shared_ptr<const std::vector<LinkLists>>;
using NetworkKey = std::vector<std::uint64_t>;

constexpr std::size_t kRemembered = 8;

/// All that the lists depend on.
NetworkKey network_key(const Topology& topology, const std::vector<NodeId>& region_node,
                       const std::vector<NodeId>& site_node, int k) {
  NetworkKey key{topology.nodes().size(), region_node.size(), site_node.size(),
                 static_cast<std::uint64_t>(k)};
  key.insert(key.end(), region_node.begin(), region_node.end());
  key.insert(key.end(), site_node.begin(), site_node.end());
  for (const DirectedLink& link : topology.links()) {
    key.push_back((std::uint64_t{link.from} << 32) | link.to);
    key.push_back(std::bit_cast<std::uint64_t>(link.latency_s));
  }
  return key;
}

/// The networks last asked for, the latest in front.
class KnownNetworks {
 public:
  Lists find(const NetworkKey& key) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (known_[i].first != key) continue;
      std::rotate(known_.begin(), known_.begin() + static_cast<std::ptrdiff_t>(i),
                  known_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      return known_.front().second;
    }
    return nullptr;
  }

  void keep(NetworkKey key, Lists lists) {
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kRemembered) known_.pop_back();
    known_.insert(known_.begin(), {std::move(key), std::move(lists)});
  }

 private:
  std::mutex mutex_;
  std::vector<std::pair<NetworkKey, Lists>> known_;
};

std::vector<std::vector<LinkId>> links_of(std::vector<Path> paths) {
  std::vector<std::vector<LinkId>> links;
  for (Path& path : paths) links.push_back(std::move(path.links));
  return links;
}

std::vector<LinkLists> find_lists(const Topology& topology, const std::vector<NodeId>& region_node,
                                  const std::vector<NodeId>& site_node, int k) {
  std::vector<std::vector<std::optional<Path>>> from_region;
  std::vector<std::vector<std::optional<Path>>> from_site;
  for (const NodeId n : region_node) from_region.push_back(shortest_paths(topology, n));
  for (const NodeId n : site_node) from_site.push_back(shortest_paths(topology, n));

  std::vector<LinkLists> found;
  for (std::size_t r = 0; r < region_node.size(); ++r) {
    for (std::size_t i = 0; i < site_node.size(); ++i) {
      const auto& there = from_region[r][site_node[i]];
      const auto& back = from_site[i][region_node[r]];
      LinkLists lists;
      lists.connected = there && back;
      if (lists.connected) {
        lists.there_s = there->latency_s;
        lists.back_s = back->latency_s;
      }
      if (lists.connected && !there->links.empty()) {
        if (k > 1) {
          lists.there = links_of(k_shortest_paths(topology, region_node[r], site_node[i], k));
          lists.back = links_of(k_shortest_paths(topology, site_node[i], region_node[r], k));
        } else {
          lists.there = {there->links};
          lists.back = {back->links};
        }
      }
      found.push_back(std::move(lists));
    }
  }
  return found;
}

}  // namespace

Lists link_lists(const Topology& topology, const std::vector<NodeId>& region_node,
                 const std::vector<NodeId>& site_node, int k) {
  static KnownNetworks memory;
  NetworkKey key = network_key(topology, region_node, site_node, k);
  if (Lists known = memory.find(key)) return known;
  // Not under the lock: two threads may find the same, which is the same twice.
  auto lists = std::make_shared<const std::vector<LinkLists>>(
      find_lists(topology, region_node, site_node, k));
  memory.keep(std::move(key), lists);
  return lists;
}

}  // namespace suanwang
