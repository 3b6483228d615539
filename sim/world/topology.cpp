#include "sim/world/topology.hpp"

namespace suanwang {

Topology::Topology(std::vector<std::string> nodes, std::vector<DirectedLink> links,
                   std::optional<double> flat_cny_per_gb)
    : nodes_(std::move(nodes)),
      links_(std::move(links)),
      graph_(nodes_.size()),
      flat_cny_per_gb_(flat_cny_per_gb) {
  for (LinkId l = 0; l < links_.size(); ++l) {
    boost::add_edge(links_[l].from, links_[l].to, l, graph_);
  }
}

Path Topology::path_of(std::vector<LinkId> links) const {
  Path path{std::move(links), 0, 0};
  for (const LinkId l : path.links) {
    path.latency_s += links_[l].latency_s;
    path.price_cny_per_gb += links_[l].price_cny_per_gb;
  }
  if (flat_cny_per_gb_ && !path.links.empty()) path.price_cny_per_gb = *flat_cny_per_gb_;
  return path;
}

}  // namespace suanwang
