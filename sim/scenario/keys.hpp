#pragma once

#include <span>
#include <string_view>

#include "sim/scenario/yaml_map.hpp"

namespace suanwang::keys {

// The keys of the scenario format, a table for each kind of block, in the order of the
// documentation. What a value may be in detail is in the read_*.cpp of its block.

extern const Keys kScenario;
extern const Keys kText;
extern const Keys kRouting;
extern const Keys kPlacement;
extern const Keys kHot;
extern const Keys kWeights;
extern const Keys kRelay;
extern const Keys kHub;
extern const Keys kRegion;
extern const Keys kSite;
extern const Keys kQueue;
extern const Keys kAccess;
extern const Keys kPool;
extern const Keys kSleep;
extern const Keys kAccelerator;
extern const Keys kLink;
extern const Keys kNetwork;
extern const Keys kMissing;
extern const Keys kEvent;
extern const Keys kFailure;
extern const Keys kShift;

// Of keys_power.cpp.
extern const Keys kPower;
extern const Keys kGreen;
extern const Keys kUhv;
extern const Keys kPlant;
extern const Keys kBattery;
extern const Keys kByPrice;
extern const Keys kByCarbon;
extern const Keys kPue;
extern const Keys kCooling;
extern const Keys kWater;
extern const Keys kTariff;
extern const Keys kSeason;

// Of keys_growth.cpp.
extern const Keys kGrowth;
extern const Keys kCapacityGrowth;
extern const Keys kDemandGrowth;

// Of keys_workloads.cpp.
extern const Keys kWorkload;
extern const Keys kArrivals;
extern const Keys kMmpp;
extern const Keys kProfile;
extern const Keys kRequested;
extern const Keys kTenant;
extern const Keys kPreemptible;
extern const Keys kInput;
extern const Keys kDistribution;
extern const Keys kLognormal;
extern const Keys kExponential;
extern const Keys kUniform;
extern const Keys kService;

// Of keys_economy.cpp.
extern const Keys kEconomy;
extern const Keys kCardTariff;
extern const Keys kTier;
extern const Keys kAuction;
extern const Keys kClassTariff;
extern const Keys kSiteSet;
extern const Keys kDiscount;
extern const Keys kVoucher;
extern const Keys kCardCosts;
extern const Keys kCarriage;

// Of keys_levers.cpp.
extern const Keys kLevers;
extern const Keys kQuota;
extern const Keys kGreenFloor;
extern const Keys kGreenYear;
extern const Keys kPueCeiling;
extern const Keys kCircle;
extern const Keys kResidency;
extern const Keys kLocalPriority;
extern const Keys kPowerPrice;
extern const Keys kApproval;
extern const Keys kRegistry;
extern const Keys kRegistered;

/// Keys of one block of which at most one may be given.
using Rivals = std::span<const std::string_view>;

/// One table with the name of its kind of block.
struct Block {
  std::string_view name;
  Keys keys;
  std::span<const Rivals> rivals{};  ///< sets of keys that exclude one another
  bool partial = true;  ///< may tell a part only, where a base or model below it tells the rest
};

/// All of the above, for `suanwang schema` and the documentation.
std::span<const Block> all_blocks();

/// The table of a name, which must be one of them.
const Block& block_named(std::string_view name);

}  // namespace suanwang::keys
