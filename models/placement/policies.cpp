#include "models/placement/policies.hpp"

#include <array>

namespace suanwang {

std::unique_ptr<PlacementPolicy> make_cheapest(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_formula(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_greenest(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_least_loaded(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_local_only(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_nearest(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_random(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_round_robin(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_tiered_latency(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_weighted(const PlacementSettings&);
std::unique_ptr<PlacementPolicy> make_west_first(const PlacementSettings&);

namespace {

struct Row {
  std::string_view name;
  std::string_view chinese;
  std::unique_ptr<PlacementPolicy> (*make)(const PlacementSettings&);
  std::string_view summary;
};

// Every placement policy there is, sorted by name.
constexpr std::array kPolicies{
    Row{"cheapest", "最便宜且有空位", make_cheapest,
        "least energy and carriage cost of the pools with room"},
    Row{"formula", "自定公式", make_formula,
        "least value of the user's own expression, busy or not"},
    Row{"greenest", "碳排最低且有空位", make_greenest,
        "least carbon per busy card of the pools with room"},
    Row{"least-loaded", "全国最空闲", make_least_loaded,
        "the pool with the least work asked for per card, anywhere"},
    Row{"local-only", "只用本省和本枢纽", make_local_only,
        "own province and own hub only, the least loaded there"},
    Row{"nearest", "就近", make_nearest, "the shortest round trip, busy or not"},
    Row{"random", "随机", make_random, "any allowed pool, all alike"},
    Row{"round-robin", "轮流", make_round_robin, "the allowed pools in turn"},
    Row{"tiered-latency", "热数据留东、冷数据西移", make_tiered_latency,
        "hot work stays on its side, cold work goes West"},
    Row{"weighted", "综合加权最小", make_weighted,
        "least weighted sum of latency, wait, price and carbon, busy or not"},
    Row{"west-first", "西部优先", make_west_first,
        "the nearest western pool with room, then the nearest anywhere"},
};

const Row* find(std::string_view name) {
  for (const Row& row : kPolicies) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string_view> policy_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kPolicies) names.push_back(row.name);
  return names;
}

std::string_view policy_chinese(std::string_view name) {
  const Row* row = find(name);
  return row ? row->chinese : std::string_view{};
}

std::string_view policy_summary(std::string_view name) {
  const Row* row = find(name);
  return row ? row->summary : std::string_view{};
}

std::unique_ptr<PlacementPolicy> make_policy(std::string_view name,
                                             const PlacementSettings& settings) {
  const Row* row = find(name);
  return row ? row->make(settings) : nullptr;
}

}  // namespace suanwang
