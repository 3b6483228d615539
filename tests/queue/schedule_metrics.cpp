#include "tests/queue/schedule_metrics.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>

namespace suanwang {
namespace {

struct Sum {
  double mean, max, rms;
  explicit Sum(const std::vector<double>& values) {
    double sum = 0, squares = 0;
    max = values.front();
    for (const double v : values) {
      sum += v;
      squares += v * v;
      max = std::max(max, v);
    }
    mean = sum / static_cast<double>(values.size());
    rms = std::sqrt(squares / static_cast<double>(values.size()));
  }
};

}  // namespace

ScheduleMetrics metrics_of(const std::vector<LogJob>& jobs, const std::vector<double>& start_s,
                           std::int64_t cards) {
  std::vector<double> waits, responses, stretches, slowdowns;
  std::map<double, std::int64_t> changes;  // of busy cards
  const double first_s = jobs.front().submit_s;
  double last_s = 0, card_s = 0;
  ScheduleMetrics m;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const LogJob& job = jobs[i];
    const double wait_s = start_s[i] - job.submit_s;
    waits.push_back(wait_s);
    responses.push_back(wait_s + job.run_s);
    stretches.push_back((wait_s + job.run_s) / job.run_s);
    slowdowns.push_back(std::max(1.0, (wait_s + job.run_s) / std::max(job.run_s, 10.0)));
    changes[start_s[i]] += job.cards;
    changes[start_s[i] + job.run_s] -= job.cards;
    last_s = std::max(last_s, start_s[i] + job.run_s);
    card_s += job.run_s * static_cast<double>(job.cards);
    m.jobs_that_waited += wait_s > 0;
    m.start_sum_s += start_s[i] - first_s;
  }
  const Sum wait(waits), response(responses), stretch(stretches), slowdown(slowdowns);
  m.mean_wait_s = wait.mean;
  m.max_wait_s = wait.max;
  std::sort(waits.begin(), waits.end());
  m.median_wait_s = waits[(waits.size() - 1) / 2];
  m.mean_response_s = response.mean;
  m.max_response_s = response.max;
  m.rms_response_s = response.rms;
  m.mean_stretch = stretch.mean;
  m.max_stretch = stretch.max;
  m.rms_stretch = stretch.rms;
  m.mean_bsld = slowdown.mean;
  m.max_bsld = slowdown.max;
  m.rms_bsld = slowdown.rms;
  m.makespan_s = last_s - first_s;
  m.utilization = card_s / (static_cast<double>(cards) * m.makespan_s);
  std::int64_t busy = 0;
  for (const auto& [at_s, change] : changes) {
    busy += change;
    m.peak_busy_cards = std::max(m.peak_busy_cards, static_cast<double>(busy));
  }
  return m;
}

std::string schedule_sha256(const std::vector<LogJob>& jobs, const std::vector<double>& start_s) {
  std::map<std::int64_t, std::int64_t> starts;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    starts[jobs[i].id] = static_cast<std::int64_t>(start_s[i]);
    if (static_cast<double>(starts[jobs[i].id]) != start_s[i])
      throw std::logic_error("a start is not at a whole second");
  }
  std::string text;
  for (const auto& [job, start] : starts) text += fmt::format("{} {}\n", job, start);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("no SHA-256");
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

}  // namespace suanwang
