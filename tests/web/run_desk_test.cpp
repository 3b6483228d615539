#include "sim/web/serve/run_desk.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "sim/engine/simulate.hpp"

using namespace suanwang;
using namespace std::chrono_literals;

namespace {

const auto nobody_left = [] { return false; };

/// Work that goes on until it is stopped.
std::string endless(const std::atomic<bool>& stop) {
  while (!stop) std::this_thread::sleep_for(1ms);
  throw Stopped();
}

RunAsk ask(const std::string& client, std::uint64_t serial, const std::string& key) {
  RunAsk made;
  made.client = client;
  made.serial = serial;
  made.key = key;
  made.work = [key](const std::atomic<bool>&) { return "answer of " + key; };
  return made;
}

std::future<RunReply> begin(RunDesk& desk, RunAsk asked,
                            std::function<bool()> is_gone = nobody_left) {
  return std::async(std::launch::async,
                    [&desk, asked, is_gone] { return desk.ask(asked, is_gone); });
}

void wait_for_runs(const RunDesk& desk, std::size_t count) {
  for (int i = 0; i < 5000 && desk.runs_begun() < count; ++i) std::this_thread::sleep_for(1ms);
  REQUIRE(desk.runs_begun() >= count);
}

}  // namespace

TEST_CASE("run desk: equal requests are run once, and kept", "[serve]") {
  RunDesk desk({.threads = 2});
  std::vector<std::future<RunReply>> replies;
  for (int i = 0; i < 50; ++i) {
    replies.push_back(begin(desk, ask("page" + std::to_string(i), 1, "same")));
  }
  for (auto& reply : replies) {
    const RunReply got = reply.get();
    REQUIRE(got.state == RunReply::State::done);
    CHECK(*got.answer == "answer of same");
  }
  CHECK(desk.runs_begun() == 1);
  CHECK(*desk.ask(ask("page0", 2, "other"), nobody_left).answer == "answer of other");
  CHECK(desk.runs_begun() == 2);
}

TEST_CASE("run desk: the newest request of a client stops its older one", "[serve]") {
  RunDesk desk({.threads = 2});
  RunAsk slow = ask("page", 1, "slow");
  slow.work = endless;
  auto older = begin(desk, slow);
  wait_for_runs(desk, 1);
  CHECK(desk.ask(ask("page", 2, "quick"), nobody_left).state == RunReply::State::done);
  CHECK(older.get().state == RunReply::State::superseded);
  // One that comes late is told at once.
  CHECK(desk.ask(ask("page", 1, "late"), nobody_left).state == RunReply::State::superseded);
  CHECK(desk.ask(ask("page", 2, "late"), nobody_left).state == RunReply::State::superseded);
  // Another client is not concerned.
  CHECK(desk.ask(ask("other", 1, "late"), nobody_left).state == RunReply::State::done);
}

TEST_CASE("run desk: a run goes on while somebody waits for it", "[serve]") {
  std::atomic<bool> finish{false};
  RunDesk desk({.threads = 2});
  RunAsk shared = ask("a", 1, "shared");
  shared.work = [&](const std::atomic<bool>& stop) {
    while (!finish) {
      if (stop) throw Stopped();
      std::this_thread::sleep_for(1ms);
    }
    return std::string("done");
  };
  auto first = begin(desk, shared);
  wait_for_runs(desk, 1);
  shared.client = "b";
  auto second = begin(desk, shared);
  std::this_thread::sleep_for(20ms);
  CHECK(desk.ask(ask("a", 2, "else"), nobody_left).state == RunReply::State::done);
  CHECK(first.get().state == RunReply::State::superseded);
  finish = true;
  CHECK(*second.get().answer == "done");
}

TEST_CASE("run desk: a run is stopped when its client has gone, or after its time", "[serve]") {
  std::atomic<bool> gone{false};
  std::atomic<int> stopped{0};
  RunDesk desk({.threads = 2});
  RunAsk slow = ask("page", 1, "slow");
  slow.work = [&](const std::atomic<bool>& stop) -> std::string {
    try {
      return endless(stop);
    } catch (const Stopped&) {
      ++stopped;
      throw;
    }
  };
  auto reply = begin(desk, slow, [&] { return gone.load(); });
  wait_for_runs(desk, 1);
  gone = true;
  CHECK(reply.get().state == RunReply::State::gone);
  for (int i = 0; i < 5000 && stopped == 0; ++i) std::this_thread::sleep_for(1ms);
  CHECK(stopped == 1);

  slow.serial = 2;
  slow.at_most_s = 0.05;
  const RunReply late = desk.ask(slow, nobody_left);
  CHECK(late.state == RunReply::State::failed);
  CHECK(late.text == "stopped after 0.05 s; try a shorter duration or fewer jobs");
}

TEST_CASE("run desk: slow runs leave a thread to quick ones, and too many are refused", "[serve]") {
  std::atomic<int> slow_begun{0};
  RunDesk desk({.threads = 2, .most_waiting = 3});
  const auto slow_ask = [&](const std::string& name, std::uint64_t serial) {
    RunAsk one = ask(name, serial, name);
    one.slow = true;
    one.work = [&](const std::atomic<bool>& stop) {
      ++slow_begun;
      return endless(stop);
    };
    return one;
  };
  std::vector<std::future<RunReply>> slow;
  slow.push_back(begin(desk, slow_ask("slow0", 1)));
  wait_for_runs(desk, 1);
  slow.push_back(begin(desk, slow_ask("slow1", 1)));
  // Quick ones go through while the second slow one has to stand back.
  std::uint64_t serial = 0;
  const auto quick = [&] {
    ++serial;
    return desk.ask(ask("quick", serial, "quick" + std::to_string(serial)), nobody_left).state;
  };
  for (int i = 0; i < 20; ++i) CHECK(quick() == RunReply::State::done);
  // A quick one beside three that wait is one too many; so is the third that comes beside a quick
  // one, and then comes again.
  auto third = begin(desk, slow_ask("slow2", 1));
  bool refused = false;
  for (std::uint64_t i = 2; i < 5000 && !refused; ++i) {
    if (third.wait_for(0s) == std::future_status::ready) {
      third = begin(desk, slow_ask("slow2", i));
    }
    refused = quick() == RunReply::State::busy;
    std::this_thread::sleep_for(1ms);
  }
  slow.push_back(std::move(third));
  CHECK(refused);
  CHECK(slow_begun == 1);
  desk.stop();
  for (auto& one : slow) CHECK(one.get().state == RunReply::State::gone);
  CHECK(desk.ask(ask("later", 1, "x"), nobody_left).state == RunReply::State::gone);
}

TEST_CASE("run desk: what goes wrong in a run is told, and not kept", "[serve]") {
  RunDesk desk({.threads = 2});
  RunAsk bad = ask("page", 1, "bad");
  bad.work = [](const std::atomic<bool>&) -> std::string { throw std::runtime_error("no luck"); };
  CHECK(desk.ask(bad, nobody_left).text == "no luck");
  bad.serial = 2;
  CHECK(desk.ask(bad, nobody_left).text == "no luck");
  CHECK(desk.runs_begun() == 2);
}

TEST_CASE("run desk: kept answers have their bound", "[serve]") {
  RunDesk desk({.threads = 2, .cache_bytes = 1000});
  std::uint64_t serial = 0;
  const auto run = [&](const std::string& key) {
    RunAsk one = ask("page", ++serial, key);
    one.work = [](const std::atomic<bool>&) { return std::string(400, 'x'); };
    desk.ask(one, nobody_left);
    return desk.runs_begun();
  };
  CHECK(run("a") == 1);
  CHECK(run("b") == 2);
  CHECK(run("a") == 2);  // now b is the oldest
  CHECK(run("c") == 3);  // which goes for c
  CHECK(run("a") == 3);
  CHECK(run("b") == 4);
}
