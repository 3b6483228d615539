#include "sim/scenario/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// The scenario under check with its entries by id.
class Check {
 public:
  Check(Scenario& scenario, Reading& reading) : scenario_(scenario), reading_(reading) {
    for (const Region& region : scenario.regions) regions_.emplace(region.id, &region);
    for (const Relay& relay : scenario.relays) relays_.emplace(relay.id, &relay);
    for (const Site& site : scenario.sites) sites_.emplace(site.id, &site);
    for (const Region& region : scenario.regions) nodes_.push_back(region.id);
    for (const Relay& relay : scenario.relays) nodes_.push_back(relay.id);
    for (const Site& site : scenario.sites) {
      if (site.at.empty()) nodes_.push_back(site.id);
    }
  }

  void run() {
    check_presence();
    check_time();
    for (Region& region : scenario_.regions) check_hub("regions/" + region.id + "/hub", region.hub);
    for (Site& site : scenario_.sites) complete(site);
    for (const Site& site : scenario_.sites) check_site(site);
    for (const Link& link : scenario_.links) check_link(link);
    for (Workload& workload : scenario_.workloads) check_workload(workload);
    for (const Service& service : scenario_.services) {
      check_demand("services/" + service.id, service.from);
    }
    for (std::size_t e = 0; e < scenario_.events.size(); ++e) {
      check_part("events/" + std::to_string(e), "", scenario_.events[e].link,
                 scenario_.events[e].node);
      if (e > 0 && contradict(scenario_.events[e - 1], scenario_.events[e])) {
        complain("events/" + std::to_string(e),
                 "another event gives the link another capacity then");
      }
    }
    for (std::size_t f = 0; f < scenario_.failures.size(); ++f) {
      const FailureLaw& law = scenario_.failures[f];
      const std::string key = "failures/" + std::to_string(f);
      check_part(key, law.kind, law.link, law.node);
      // Two laws of one part would draw the same failures.
      for (std::size_t g = 0; g < f; ++g) {
        const FailureLaw& other = scenario_.failures[g];
        if (std::tie(law.kind, law.link, law.node) ==
            std::tie(other.kind, other.link, other.node)) {
          complain(key, "the same part has another entry; give it one mtbf and mttr");
        }
      }
    }
    check_name("placement/policy", scenario_.placement.policy, "policy", policy_names());
  }

 private:
  void complain(const std::string& key, std::string message) {
    if (const YamlValue* value = reading_.places.find(key)) value->error(std::move(message));
  }

  bool given(const std::string& key) const {
    const YamlValue* value = reading_.places.find(key);
    return value && value->given();
  }

  void unknown(const std::string& key, const std::string& id, const char* what,
               const std::vector<std::string_view>& known) {
    complain(key, fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
  }

  void check_name(const std::string& key, const std::string& name, const char* what,
                  const std::vector<std::string_view>& known) {
    if (std::find(known.begin(), known.end(), name) == known.end()) unknown(key, name, what, known);
  }

  /// Entries that are missing altogether; one that could not be read has been reported.
  void check_presence() {
    const auto missing = [&](const char* key, bool there) {
      const YamlValue* value = reading_.places.find(key);
      const bool empty =
          !value || !value->given() || (value->is_list() && value->node()->items.empty());
      return !there && empty;
    };
    if (missing("regions", !scenario_.regions.empty())) {
      complain("regions", "a scenario needs a region, where its demand arises");
    }
    if (missing("sites", !scenario_.sites.empty())) complain("sites", "a scenario needs a site");
    if (missing("workloads", !scenario_.workloads.empty()) &&
        missing("services", !scenario_.services.empty())) {
      complain("workloads", "a scenario needs a workload or a service");
    }
  }

  void check_time() {
    if (scenario_.duration_s && given("warmup") && scenario_.warmup_s >= *scenario_.duration_s) {
      complain("warmup", "must be shorter than the duration");
    }
    if (scenario_.duration_s || !(given("duration") || given("until"))) return;
    if (given("until") && reading_.places.find("until")->node()->text != "done") return;
    const std::string key = given("until") ? "until" : "duration";
    if (scenario_.warmup_s > 0)
      complain("warmup", "needs a duration, and this scenario runs until done");
    const char* const never = "never comes: {}; give a duration such as 30 d";
    if (!scenario_.services.empty()) {
      complain(key, fmt::format(fmt::runtime(never), "services go on for ever"));
    }
    if (scenario_.initial == Initial::steady) {
      complain("initial", "steady needs a duration, and this scenario runs until done");
    }
    for (const Workload& workload : scenario_.workloads) {
      if (has_end(workload.arrivals)) continue;
      complain(key, fmt::format(fmt::runtime(never),
                                fmt::format("jobs of {} arrive for ever", workload.id)));
    }
  }

  /// A hub that the scenario does not list is taken from the catalogue, if it is there.
  void check_hub(const std::string& key, const std::string& id) {
    if (id.empty()) return;
    std::vector<std::string_view> known;
    for (const Hub& hub : scenario_.hubs) known.push_back(hub.id);
    if (std::find(known.begin(), known.end(), id) != known.end()) return;
    for (const std::string_view hub : reading_.catalogue.ids("hubs")) known.push_back(hub);
    const YamlNode* row = reading_.catalogue.row("hubs", id);
    if (!row) {
      unknown(key, id, "hub", known);
      return;
    }
    YamlNode list;
    list.kind = YamlNode::Kind::list;
    list.items.push_back(*row);
    for (Hub& hub : read_hubs({&list, row->spot, "hubs", "a list of hubs", reading_.problems})) {
      scenario_.hubs.push_back(std::move(hub));
    }
    std::sort(scenario_.hubs.begin(), scenario_.hubs.end(),
              [](const Hub& a, const Hub& b) { return a.id < b.id; });
  }

  /// What a site leaves unsaid it has from the node it stands at, or from its region.
  void complete(Site& site) {
    const std::string key = "sites/" + site.id;
    const auto region_at = regions_.find(site.at);
    if (site.region.empty() && region_at != regions_.end()) site.region = site.at;
    const auto region = regions_.find(site.region);
    if (region != regions_.end() && site.hub.empty() && region_at != regions_.end()) {
      site.hub = region->second->hub;
    }
    if (!given(key + "/side")) {
      if (region != regions_.end()) {
        site.side = region->second->side;
      } else {
        complain(key, "needs a side, east or west, or the region it stands in");
      }
    }
    if (site.at.empty() || given(key + "/lon") || given(key + "/lat")) return;
    if (region_at != regions_.end()) {
      site.lon_deg = region_at->second->lon_deg;
      site.lat_deg = region_at->second->lat_deg;
    } else if (const auto relay = relays_.find(site.at); relay != relays_.end()) {
      site.lon_deg = relay->second->lon_deg;
      site.lat_deg = relay->second->lat_deg;
    } else if (const auto other = sites_.find(site.at); other != sites_.end()) {
      site.lon_deg = other->second->lon_deg;
      site.lat_deg = other->second->lat_deg;
    }
  }

  void check_site(const Site& site) {
    const std::string key = "sites/" + site.id;
    if (!site.region.empty() && !regions_.contains(site.region)) {
      std::vector<std::string_view> known;
      for (const Region& region : scenario_.regions) known.push_back(region.id);
      unknown(key + "/region", site.region, "region", known);
    }
    check_hub(key + "/hub", site.hub);
    if (!site.at.empty()) check_node(key + "/at", site.at);
    check_name(key + "/queue", site.queue, "queue discipline", discipline_names());
    std::int64_t cards = 0;
    for (const Pool& pool : site.pools) cards += std::min(pool.count, kMostCards);
    if (cards > kMostCards) {
      complain(key, fmt::format("has {} cards; a site may have {}", cards, kMostCards));
    }
  }

  void check_node(const std::string& key, const std::string& id) {
    if (reading_.network_missing) return;
    if (std::find(nodes_.begin(), nodes_.end(), id) != nodes_.end()) return;
    if (const auto site = sites_.find(id); site != sites_.end()) {
      complain(key, fmt::format("the site {} is no node of its own: it stands at {}", in_quotes(id),
                                in_quotes(site->second->at)));
    } else {
      unknown(key, id, "node", nodes_);
    }
  }

  void check_link(const Link& link) {
    const std::string key = "links/" + link.id;
    if (!link.from.empty()) check_node(key + "/from", link.from);
    if (!link.to.empty()) check_node(key + "/to", link.to);
    if (!link.from.empty() && link.from == link.to) {
      complain(key, fmt::format("leads from {} to itself", in_quotes(link.from)));
    }
  }

  /// Two lasting capacities of one link at one moment; events are in the order of their dates.
  static bool contradict(const NetworkEvent& a, const NetworkEvent& b) {
    return a.at_s == b.at_s && a.link == b.link && a.capacity_bps > 0 && b.capacity_bps > 0 &&
           std::isinf(a.for_s) && std::isinf(b.for_s);
  }

  /// The part of the network that an event or a failure is about.
  void check_part(const std::string& key, const std::string& kind, const std::string& link,
                  const std::string& node) {
    std::vector<std::string_view> links, kinds;
    for (const Link& l : scenario_.links) {
      links.push_back(l.id);
      if (!l.kind.empty()) kinds.push_back(l.kind);
    }
    if (!kind.empty()) check_name(key + "/kind", kind, "kind of link", kinds);
    if (!link.empty() && !reading_.network_missing) check_name(key + "/link", link, "link", links);
    if (!node.empty()) check_node(key + "/node", node);
  }

  void check_demand(const std::string& key, const DemandMap& demand) {
    std::vector<std::string_view> known;
    for (const Region& region : scenario_.regions) known.push_back(region.id);
    for (const auto& [id, weight] : demand) {
      if (!regions_.contains(id)) unknown(key + "/from/" + id, id, "region", known);
    }
  }

  void check_workload(Workload& workload) {
    const std::string key = "workloads/" + workload.id;
    if (const auto* log = std::get_if<TraceArrivals>(&workload.arrivals)) {
      if (workload.from.empty() && scenario_.regions.size() == 1) {
        workload.from.emplace_back(scenario_.regions.front().id, 1);
      }
      if (workload.from.empty() && log->trace.format != TraceFormat::csv) {
        complain(key, "needs from: the trace does not say which region a job comes from");
      }
    }
    check_demand(key, workload.from);
    if (rate_per_s(workload.arrivals) * scenario_.demand > kMostJobsPerSecond * (1 + 1e-9)) {
      complain(key + "/arrivals", "more than a million jobs a second, with the factor of demand:");
    }
  }

  Scenario& scenario_;
  Reading& reading_;
  std::map<std::string, const Region*, std::less<>> regions_;
  std::map<std::string, const Relay*, std::less<>> relays_;
  std::map<std::string, const Site*, std::less<>> sites_;
  std::vector<std::string_view> nodes_;
};

}  // namespace

void check_scenario(Scenario& scenario, Reading& reading) {
  Check(scenario, reading).run();
  check_cards(scenario, reading);
  check_weather(scenario, reading);
  check_levers(scenario, reading);
  check_caps(scenario, reading);
  check_supply(scenario, reading);
  check_growth(scenario, reading);
  // With an entry left out for its mistakes, what stands behind it would seem cut off.
  if (reading.problems.empty()) check_traces(scenario, reading);
  if (reading.problems.empty()) check_reach(scenario, reading);
  if (reading.problems.empty()) check_size(scenario, reading);
}

}  // namespace suanwang
