#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/workload/distribution.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

/// A place where demand arises: a province or a city. Also a node of the network.
struct Region {
  std::string id;
  Text name;
  Side side = Side::east;
  std::string hub;  ///< hub the region belongs to; empty: none
  double lon_deg = 0;
  double lat_deg = 0;
  /// Access rate of one transfer from or to it; infinity: the region itself bounds none.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();

  friend bool operator==(const Region&, const Region&) = default;
};

/// A national hub: a name for some regions and the clusters in them.
struct Hub {
  std::string id;
  Text name;
  Side side = Side::east;

  friend bool operator==(const Hub&, const Hub&) = default;
};

/// A pure relay point of the network.
struct Relay {
  std::string id;
  double lon_deg = 0;
  double lat_deg = 0;

  friend bool operator==(const Relay&, const Relay&) = default;
};

/// A fibre route: two directed links, or one where `one_way`.
struct Link {
  std::string id;
  std::string from;
  std::string to;
  bool one_way = false;
  double capacity_bps = 0;  ///< each direction
  double latency_s = 0;     ///< one way
  double price_cny_per_gb = 0;
  std::string kind{};  ///< class of the route, of which `failures:` may speak; empty: none
  double energy_kwh_per_gb = 0;  ///< drawn to carry data, in either direction

  friend bool operator==(const Link&, const Link&) = default;
};

/// Which of its paths a transfer takes; the words are in `kPathChoices`.
enum class PathChoice { shortest, ecmp, widest, least_loaded };
inline constexpr std::array<std::string_view, 4> kPathChoices{"shortest", "ecmp", "widest",
                                                              "least-loaded"};

struct Routing {
  int paths = 3;
  PathChoice choose = PathChoice::shortest;
  /// Access rate of one transfer; infinity: bounded by the links alone.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();
  /// Window of one transfer [byte]: it moves at most this much in each round trip of its path.
  double window_bytes = std::numeric_limits<double>::infinity();
  double equal_within_s = 1e-4;  ///< paths no longer than this beyond the shortest are equal (ecmp)

  friend bool operator==(const Routing&, const Routing&) = default;
};

/// Something that befalls the network at a date.
struct NetworkEvent {
  double at_s = 0;
  std::string link, node;  ///< one of them
  /// How long it is down; infinity: for good. 0: the capacity changes instead.
  double down_s = 0;
  double capacity_bps = 0;                                 ///< new capacity of each direction
  double for_s = std::numeric_limits<double>::infinity();  ///< how long the capacity holds
  std::optional<double> every_s;                           ///< again and again

  auto operator<=>(const NetworkEvent&) const = default;
};

/// Random failures: each part of this description fails by itself, up and down for exponentially
/// distributed times.
struct FailureLaw {
  std::string kind, link, node;  ///< one of them; `kind` of links
  double mtbf_s = 0;             ///< mean time from a repair to the next failure
  double mttr_s = 0;             ///< mean time to repair

  auto operator<=>(const FailureLaw&) const = default;
};

}  // namespace suanwang
