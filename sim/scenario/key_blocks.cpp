#include <algorithm>
#include <array>
#include <cassert>

#include "sim/scenario/keys.hpp"

namespace suanwang::keys {
namespace {

using Pair = std::array<std::string_view, 2>;

constexpr Pair kEnd{"duration", "until"};
constexpr std::array<Rivals, 1> kScenarioRivals{kEnd};

constexpr Pair kBothWays{"between", "from"};
constexpr Pair kEnds{"between", "to"};
constexpr std::array<Rivals, 2> kLinkRivals{kBothWays, kEnds};

constexpr std::array<std::string_view, 4> kPart{"link", "node", "site", "region"};
constexpr std::array<std::string_view, 4> kWhat{"down", "capacity", "drain", "power_cap"};
constexpr std::array<std::string_view, 5> kPriced{"price", "down", "capacity", "drain",
                                                  "power_cap"};
constexpr std::array<std::string_view, 5> kEmitting{"carbon", "down", "capacity", "drain",
                                                    "power_cap"};
constexpr std::array<std::string_view, 5> kWarmer{"temperature", "down", "capacity", "drain",
                                                  "power_cap"};
constexpr Pair kWarmPriced{"temperature", "price"};
constexpr Pair kWarmEmitting{"temperature", "carbon"};
constexpr Pair kHeld{"down", "for"};
constexpr Pair kDrained{"drain", "for"};
constexpr std::array<Rivals, 9> kEventRivals{
    kPart, kWhat, kPriced, kEmitting, kWarmer, kWarmPriced, kWarmEmitting, kHeld, kDrained};
constexpr std::array<std::string_view, 4> kParts{"kind", "link", "node", "each"};
constexpr std::array<std::string_view, 4> kFibreOrSite{"kind", "link", "node", "site"};
constexpr std::array<Rivals, 2> kFailureRivals{kParts, kFibreOrSite};

constexpr std::array<std::string_view, 4> kGrown{"cards", "times", "rate", "retire"};
constexpr std::array<std::string_view, 4> kWhere{"site", "hub", "region", "side"};
constexpr std::array<std::string_view, 3> kWhen{"at", "ordered", "from"};
constexpr std::array<Rivals, 3> kCapacityRivals{kGrown, kWhere, kWhen};
constexpr Pair kDemandGrown{"times", "rate"};
constexpr std::array<std::string_view, 3> kDemandWhere{"region", "hub", "side"};
constexpr Pair kDemandWhen{"at", "from"};
constexpr std::array<Rivals, 3> kDemandRivals{kDemandGrown, kDemandWhere, kDemandWhen};

constexpr std::array<std::string_view, 5> kSize{"runtime", "work", "swf", "pods", "csv"};
constexpr std::array<std::string_view, 4> kComing{"arrivals", "swf", "pods", "csv"};
constexpr std::array<std::string_view, 4> kCards{"accelerators", "swf", "pods", "csv"};
constexpr Pair kScaled{"work", "reference"};
constexpr Pair kFiltered{"filter", "arrivals"};
constexpr Pair kFilteredPods{"filter", "pods"};
constexpr Pair kFilteredCsv{"filter", "csv"};
constexpr std::array<Rivals, 7> kWorkloadRivals{kSize,     kComing,       kCards,      kScaled,
                                                kFiltered, kFilteredPods, kFilteredCsv};

constexpr Pair kRules{"by_price", "by_carbon"};
constexpr std::array<Rivals, 1> kBatteryRivals{kRules};
constexpr Pair kLineSize{"share", "power"};
constexpr std::array<Rivals, 1> kUhvRivals{kLineSize};

constexpr Pair kServed{"cards", "requests"};
constexpr Pair kAnswered{"cards", "throughput"};
constexpr std::array<Rivals, 2> kServiceRivals{kServed, kAnswered};

constexpr std::array<std::string_view, 4> kKinds{"poisson", "every", "at", "mmpp"};
constexpr std::array<std::string_view, 4> kProfiled{"profile", "every", "at", "mmpp"};
constexpr std::array<std::string_view, 4> kRegular{"first", "poisson", "at", "mmpp"};
constexpr std::array<Rivals, 3> kArrivalsRivals{kKinds, kProfiled, kRegular};

constexpr std::array<std::string_view, 5> kShapes{"lognormal", "exponential", "uniform", "choice",
                                                  "empirical"};
constexpr std::array<Rivals, 1> kDistributionRivals{kShapes};

constexpr std::array<std::string_view, 5> kScope{"side", "hub", "cluster", "region", "site"};
constexpr std::array<Rivals, 1> kScopeRivals{kScope};
constexpr Pair kFloor{"at_least", "years"};
constexpr Pair kRising{"rate", "years"};
constexpr std::array<Rivals, 3> kGreenFloorRivals{kScope, kFloor, kRising};
constexpr Pair kCut{"discount", "subsidy"};
constexpr std::array<Rivals, 2> kPowerPriceRivals{kScope, kCut};

constexpr Pair kAsked{"times", "stated"};
constexpr std::array<Rivals, 1> kRequestedRivals{kAsked};

constexpr Pair kTariffs{"tiers", "auction"};
constexpr std::array<Rivals, 1> kCardTariffRivals{kTariffs};

constexpr Pair kReforms{"factor", "flat"};
constexpr std::array<Rivals, 1> kCarriageRivals{kReforms};

}  // namespace

std::span<const Block> all_blocks() {
  static const std::array kBlocks{
      Block{"scenario", kScenario, kScenarioRivals},
      Block{"text", kText},
      Block{"routing", kRouting},
      Block{"placement", kPlacement},
      Block{"hot", kHot},
      Block{"weights", kWeights},
      Block{"relay", kRelay},
      Block{"hub", kHub},
      Block{"region", kRegion},
      Block{"access", kAccess},
      Block{"site", kSite},
      Block{"queue", kQueue},
      Block{"pool", kPool},
      Block{"sleep", kSleep},
      Block{"accelerator", kAccelerator},
      Block{"power", kPower},
      Block{"pue", kPue},
      Block{"cooling", kCooling},
      Block{"water", kWater},
      Block{"green", kGreen},
      Block{"uhv", kUhv, kUhvRivals},
      Block{"plant", kPlant},
      Block{"battery", kBattery, kBatteryRivals},
      Block{"by_price", kByPrice},
      Block{"by_carbon", kByCarbon},
      Block{"tariff", kTariff},
      Block{"season", kSeason, {}, false},
      Block{"link", kLink, kLinkRivals},
      Block{"network", kNetwork},
      Block{"missing", kMissing},
      Block{"event", kEvent, kEventRivals, false},
      Block{"failure", kFailure, kFailureRivals, false},
      Block{"growth", kGrowth},
      Block{"capacity-growth", kCapacityGrowth, kCapacityRivals, false},
      Block{"demand-growth", kDemandGrowth, kDemandRivals, false},
      Block{"workload", kWorkload, kWorkloadRivals},
      Block{"arrivals", kArrivals, kArrivalsRivals},
      Block{"mmpp", kMmpp, {}, false},
      Block{"profile", kProfile},
      Block{"requested", kRequested, kRequestedRivals},
      Block{"tenant", kTenant},
      Block{"preemptible", kPreemptible},
      Block{"input", kInput},
      Block{"distribution", kDistribution, kDistributionRivals},
      Block{"lognormal", kLognormal},
      Block{"exponential", kExponential},
      Block{"uniform", kUniform},
      Block{"service", kService, kServiceRivals},
      Block{"economy", kEconomy},
      Block{"card_tariff", kCardTariff, kCardTariffRivals},
      Block{"tier", kTier, {}, false},
      Block{"auction", kAuction},
      Block{"class_tariff", kClassTariff, {}, false},
      Block{"site_set", kSiteSet},
      Block{"discount", kDiscount, {}, false},
      Block{"voucher", kVoucher},
      Block{"card_costs", kCardCosts},
      Block{"carriage", kCarriage, kCarriageRivals},
      Block{"shift", kShift},
      Block{"levers", kLevers},
      Block{"quota", kQuota, kScopeRivals},
      Block{"green_floor", kGreenFloor, kGreenFloorRivals},
      Block{"green_year", kGreenYear, {}, false},
      Block{"pue_ceiling", kPueCeiling, kScopeRivals},
      Block{"circle", kCircle},
      Block{"residency", kResidency},
      Block{"local_priority", kLocalPriority, kScopeRivals},
      Block{"power_price", kPowerPrice, kPowerPriceRivals},
      Block{"approval", kApproval, kScopeRivals},
      Block{"registry", kRegistry},
      Block{"registered", kRegistered, {}, false},
  };
  return kBlocks;
}

const Block& block_named(std::string_view name) {
  const auto blocks = all_blocks();
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [&](const Block& block) { return block.name == name; });
  assert(found != blocks.end() && "a form names a block that has a table");
  return *found;
}

}  // namespace suanwang::keys
