#include "sim/study/sweep.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "sim/app/commands.hpp"
#include "sim/app/engine_version.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/report_files.hpp"
#include "sim/app/sweep_script.hpp"
#include "sim/report/json.hpp"
#include "sim/report/output_file.hpp"
#include "sim/study/study_results.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> interrupted{false};

extern "C" void on_interrupt(int) { interrupted = true; }

/// Signals that end a program set a flag while it lives, but for one ignored, as under nohup.
class InterruptGuard {
 public:
  InterruptGuard() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      before_[i] = std::signal(kSignals[i], on_interrupt);
      if (before_[i] == SIG_IGN) std::signal(kSignals[i], SIG_IGN);
    }
  }
  ~InterruptGuard() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) std::signal(kSignals[i], before_[i]);
  }
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
  std::array<void (*)(int), kSignals.size()> before_{};
};

std::string sweep_command(const SweepRequest& request, const CommonOptions& options) {
  std::vector<std::string> words{"sweep", request.study};
  if (!request.replications.empty()) {
    words.insert(words.end(), {"--replications", request.replications});
  }
  add_overrides(words, "--set", options.overrides);
  return command_text(words);
}

}  // namespace

std::string host_name() {
  char name[256] = "";
  if (::gethostname(name, sizeof name - 1) != 0) return "unknown";
  return name;
}

SweepSetup set_up_sweep(const SweepRequest& request, const CommonOptions& options,
                        bool tell_problems) {
  const Share share = find_share();
  LoadedStudy loaded = load_study(request.study, options.overrides, share);
  for (const Diagnostic& problem : loaded.problems) {
    if (tell_problems) fmt::print(stderr, "{}\n", to_string(problem));
  }
  if (!loaded.study) return {};
  SweepSetup setup;
  if (!request.replications.empty()) {
    loaded.study->replications =
        whole_number("--replications", request.replications, 1, 100'000, 1);
  }
  setup.plan = std::make_unique<StudyPlan>(make_plan(std::move(loaded), share, engine_version()));
  setup.shard = shard_number(request.shard);
  setup.store = request.store;
  if (setup.store.empty()) {
    // A name may hold what a file's may not.
    std::string name = setup.plan->study.name;
    for (char& c : name) {
      if (c == '/' || static_cast<unsigned char>(c) < 0x20) c = '_';
    }
    setup.store = name.empty() || name.front() == '.' ? "study" + name : name;
    if (setup.shard) setup.store += fmt::format(".shard-{}", setup.shard->index + 1);
    setup.store += ".sqlite";
  }
  for (const Override& change : options.overrides) {
    setup.overrides.push_back(change.path + "=" + change.value);
  }
  return setup;
}

StudyStore open_store(const SweepSetup& setup) {
  const Study& study = setup.plan->study;
  StudyStore store = StudyStore::open(
      setup.store, {study.name, study.text, study.folder, study.replications, setup.overrides},
      {engine_version(), host_name()});
  store.set_cases(*setup.plan);
  return store;
}

std::vector<RunKey> missing_runs(const SweepSetup& setup, const StudyStore& store) {
  const std::vector<RunKey> all = store.missing(*setup.plan);
  return setup.shard ? shard_of(all, setup.shard->index, setup.shard->count) : all;
}

Exit tell_results(const SweepSetup& setup, const StudyStore& store, std::size_t added,
                  const SweepRequest& request, const CommonOptions& options) {
  if (setup.shard) {
    print(fmt::format("shard {} of {}: {} runs added to {}\n", setup.shard->index + 1,
                      setup.shard->count, added, setup.store.string()));
    return Exit::ok;
  }
  const StudyPlan& plan = *setup.plan;
  const StudyResults results = study_results(plan, store);
  if (!request.out.empty()) {
    OutputFolder folder(request.out);
    folder.file("cases.csv").write(study_csv(plan, results));
    OutputFile& runs = folder.file("runs.csv");
    store.export_csv([&](const std::string& line) { runs.write(line); });
    write_report(study_document(plan, results, sweep_command(request, options), options.language),
                 folder);
    folder.commit();
  }
  if (options.format == Format::json) {
    print(to_text(study_json(plan, results)));
  } else {
    print(study_report(plan, results, options.language));
  }
  return results.problems.empty() ? Exit::ok : Exit::failed;
}

Exit sweep(const SweepRequest& request, const CommonOptions& options) {
  if (!request.slurm.empty()) return write_slurm_script(request, options);
  const SweepSetup setup = set_up_sweep(request, options);
  if (!setup.plan) return Exit::bad_input;
  StudyStore store = open_store(setup);
  const std::vector<RunKey> keys = missing_runs(setup, store);
  const InterruptGuard guard;
  SweepLine line(setup.plan->study.name, options.quiet);
  SweepOptions sweep_options;
  sweep_options.threads = thread_count(request.threads);
  sweep_options.stop = &interrupted;
  sweep_options.progress = [&](const SweepProgress& progress) { line.show(progress); };
  std::size_t kept = 0;
  std::string failure;
  bool whole = false;
  try {
    whole = run_all(*setup.plan, keys, sweep_options, [&](const RunRecord& record) {
      store.put(*setup.plan, record);
      ++kept;
    });
  } catch (const std::exception& error) {
    failure = error.what();
  }
  line.clear();
  if (!whole) {
    // The runs under way are given up: their threads end with the process.
    { const StudyStore closed = std::move(store); }
    if (!failure.empty()) fmt::print(stderr, "suanwang: error: {}\n", failure);
    fmt::print(stderr,
               "suanwang: stopped; {} of {} missing runs are stored in {}. To go on, give the same "
               "command again\n",
               kept, keys.size(), setup.store.string());
    std::fflush(nullptr);
    std::_Exit(failure.empty() ? 128 + SIGINT : static_cast<int>(Exit::failed));
  }
  return tell_results(setup, store, kept, request, options);
}

}  // namespace suanwang
