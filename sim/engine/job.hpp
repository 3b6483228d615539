#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/fetch.hpp"
#include "sim/base/large_pages.hpp"
#include "sim/engine/run_listeners.hpp"
#include "sim/world/network_state.hpp"

namespace suanwang {

using JobId = std::uint32_t;

/// A job on its way, from its submission until it is done; its number is then used again.
///
/// Hundreds of thousands are in flight, so each event waits for its job to come from memory: what
/// transfers need lies in one cache line, what else runs need in another.
struct alignas(64) Job {
  std::uint32_t weight = 1;
  std::uint32_t stream = 0;
  std::uint32_t region = 0;
  std::uint32_t pool = 0;
  PathId path = 0;  ///< of the transfer under way
  JobState state = JobState::completed;
  bool initial : 1 = false;
  bool too_far : 1 = false;  ///< placed beyond its latency bound, while links were down
  bool live : 1 = false;
  bool held : 1 = false;         ///< waited, or waits, for a better hour
  bool carrier : 1 = false;      ///< only moves data of another one of a preview
  std::uint8_t vain_starts = 0;  ///< in a row: its path was down by the time bytes would move
  std::int64_t cards = 0;
  double left_bits = 0;      ///< to move, when the transfer under way took its present path
  double carriage_cny = 0;   ///< of what has moved
  double run_s = 0;          ///< on the pool it was placed in
  std::uint64_t number = 0;  ///< of its stream

  double submitted_s = 0, queued_s = 0, started_s = 0, ended_s = 0;
  /// When the time that its user asked for is over; before it starts, that time itself [s].
  double expected_end_s = 0;
  std::uint32_t tenant = 0;   ///< by number, see Simulation::tenants_
  std::int16_t priority = 0;  ///< the higher goes first, where a queue heeds it
  double output_bytes = 0;
  std::uint64_t serial = 0;  ///< in the order of submission
};
static_assert(sizeof(Job) == 128);

/// The jobs in flight by their number, in blocks: growth moves nothing, so memory follows the
/// largest number of jobs in flight and references stay good.
class JobTable {
 public:
  Job& operator[](JobId id) { return blocks_[id / kBlock][id % kBlock]; }
  const Job& operator[](JobId id) const { return blocks_[id / kBlock][id % kBlock]; }
  std::size_t size() const { return size_; }

  /// Brings a job from memory while something else is done.
  void fetch(JobId id) const {
    const Job* job = &(*this)[id];
    suanwang::fetch(job);
    suanwang::fetch(reinterpret_cast<const char*>(job) + 64);
  }

  JobId add() {
    if (size_ % kBlock == 0) blocks_.emplace_back(kBlock);
    return static_cast<JobId>(size_++);
  }

 private:
  static constexpr std::size_t kBlock = LargePages<Job>::kPage / sizeof(Job);
  std::vector<std::vector<Job, LargePages<Job>>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace suanwang
