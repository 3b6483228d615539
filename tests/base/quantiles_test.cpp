#include "sim/base/quantiles.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/kernel/calendar.hpp"
#include "sim/kernel/event_queue.hpp"

namespace suanwang {

TEST_CASE("quantiles of a small sample are its own values, by weight", "[base]") {
  Quantiles q;
  CHECK(q.quantile(0.5) == 0);
  q.add(10, 1);
  q.add(0, 2);
  q.add(30, 1);
  CHECK(q.mean() == Approx(10));
  CHECK(q.quantile(0.5) == 0);
  CHECK(q.quantile(0.75) == 10);
  CHECK(q.quantile(0.99) == 30);
}

TEST_CASE("quantiles of a large sample are right within 0.4 %", "[base]") {
  Quantiles q;
  for (int i = 1; i <= 1000000; ++i) q.add(std::exp(i * 1e-5), 1 + i % 3);
  for (const double share : {0.01, 0.5, 0.95, 0.99}) {
    CHECK(q.quantile(share) == Approx(std::exp(10 * share)).epsilon(0.004));
  }
}

TEST_CASE("quantiles of merged samples are those of all values in one", "[base]") {
  // Parts of a few values, and of more than are kept one by one; zeros too.
  for (const auto& sizes : {std::vector{10, 0, 500}, std::vector{3000, 2000}, std::vector{3, 9000},
                            std::vector{9000, 3, 7000}}) {
    Quantiles all, merged;
    int i = 0;
    for (const int size : sizes) {
      Quantiles part;
      for (int n = 0; n < size; ++n, ++i) {
        const double value = i % 5 == 0 ? 0 : std::exp(0.001 * ((i * 7919) % 10007));
        part.add(value, 1 + i % 3);
        all.add(value, 1 + i % 3);
      }
      merged.merge(part);
    }
    CHECK(merged.weight() == all.weight());
    CHECK(merged.mean() == Approx(all.mean()).epsilon(1e-12));
    for (const double share : {0.0, 0.1, 0.3, 0.5, 0.95, 0.99, 1.0})
      CHECK(merged.quantile(share) == all.quantile(share));
    // And values may still come.
    merged.add(1e9, 1e6);
    CHECK(merged.quantile(0.99) == Approx(1e9).epsilon(0.004));
  }
}

TEST_CASE("events come by time, then phase, then as they were scheduled", "[kernel]") {
  EventQueue queue;
  queue.push(2, Phase::completion, 0, 1);
  queue.push(1, Phase::arrival, 0, 2);
  queue.push(1, Phase::arrival, 0, 3);
  queue.push(1, Phase::completion, 0, 4);
  std::vector<std::uint32_t> order;
  for (; !queue.empty(); queue.pop()) order.push_back(queue.top().subject);
  CHECK(order == std::vector<std::uint32_t>{4, 2, 3, 1});
}

TEST_CASE("civil time: months, weekdays and leap days of a run", "[kernel]") {
  using std::chrono::year;
  const Calendar calendar(year{2024} / 2 / 28);  // a Wednesday
  CHECK(calendar.first_hour_of_week() == 48);
  CHECK(calendar.month(0) == 1);
  CHECK(calendar.month(47) == 1);  // 29 February
  CHECK(calendar.month(48) == 2);  // 1 March
  CHECK(Calendar::hour_of_day(25) == 1);
  CHECK(calendar.hour_of_week(24 * 5) == 0);  // Monday 4 March
}

}  // namespace suanwang
