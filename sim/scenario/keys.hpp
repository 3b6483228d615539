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
extern const Keys kAccess;
extern const Keys kPool;
extern const Keys kAccelerator;
extern const Keys kPower;
extern const Keys kPue;
extern const Keys kTariff;
extern const Keys kSeason;
extern const Keys kLink;
extern const Keys kWorkload;
extern const Keys kArrivals;
extern const Keys kProfile;
extern const Keys kRequested;
extern const Keys kInput;
extern const Keys kDistribution;
extern const Keys kLognormal;
extern const Keys kExponential;
extern const Keys kUniform;
extern const Keys kService;

/// One table with the name of its kind of block.
struct Block {
  std::string_view name;
  Keys keys;
};

/// All of the above, for `suanwang schema` and the documentation.
std::span<const Block> all_blocks();

}  // namespace suanwang::keys
