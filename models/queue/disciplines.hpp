#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// What a discipline may be told beside its name.
struct QueueSettings {
  /// fair-share: time after which a tenant's use counts half as much [s]. Seven days is what Slurm
  /// starts from (PriorityDecayHalfLife).
  double half_life_s = 7 * 86400.0;

  friend bool operator==(const QueueSettings&, const QueueSettings&) = default;
};

/// Names of all queue disciplines, sorted.
std::vector<std::string_view> discipline_names();

/// What a discipline does, in a line for the documentation; empty for an unknown name.
std::string_view discipline_about(std::string_view name);

/// May somebody overtake a head that does not fit yet? False for an unknown name.
bool backfills(std::string_view name);

/// Does a job that is alone in the queue start as soon as it fits, whatever was before? Then it
/// need not pass through the queue. False for an unknown name.
bool starts_alone(std::string_view name);

/// A fresh, empty queue; null for an unknown name.
std::unique_ptr<QueueDiscipline> make_discipline(std::string_view name,
                                                 const QueueSettings& settings = {});

}  // namespace suanwang
