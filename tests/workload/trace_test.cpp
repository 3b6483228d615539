#include <catch2/catch.hpp>

#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using namespace traces;
using Numbers = std::vector<std::uint64_t>;
using Times = std::vector<double>;

TEST_CASE("swf: the strong filter keeps and drops as its definition says", "[trace]") {
  // good.swf has nine jobs behind five lines of comment; its machine has 64 processors.
  TraceReader reader(spec(TraceFormat::swf, kFolder / "good.swf", TraceFilter::strong));
  const auto jobs = all(reader);
  REQUIRE(numbers(jobs) == Numbers{1, 2, 3, 9});
  CHECK(jobs[0].requested_s == 200);
  CHECK(jobs[1].accelerators == 16);  // only asked for
  CHECK(jobs[2].accelerators == 4);   // only allocated
  CHECK(jobs[2].run_s == 30);         // 90 s, but asked for 30
  CHECK(jobs[3].accelerators == 32);  // asked for, with 64 allocated
  CHECK(reader.name(jobs[0].tenant) == "3");
  CHECK(jobs[2].tenant == jobs[0].tenant);
  CHECK(jobs[3].tenant == TraceJob::kNone);

  CHECK(reader.account().read == 9);
  CHECK(reader.account().to_the_end);
  CHECK(dropped(reader, TraceDrop::wider).first_line == 9);
  CHECK(dropped(reader, TraceDrop::no_run).first_line == 10);
  CHECK(dropped(reader, TraceDrop::no_request).first_line == 11);
  CHECK(dropped(reader, TraceDrop::no_width).first_line == 12);
  CHECK(dropped(reader, TraceDrop::no_submit).first_line == 13);
  CHECK(reader.account().all_dropped() == 5);
  CHECK(changed(reader, TraceChange::width_copied).jobs == 2);
  CHECK(changed(reader, TraceChange::run_cut).first_line == 8);
}

TEST_CASE("swf: without a filter only what is unknown is dropped", "[trace]") {
  TraceReader reader(spec(TraceFormat::swf, kFolder / "good.swf"));
  const auto jobs = all(reader);
  REQUIRE(numbers(jobs) == Numbers{1, 2, 3, 4, 5, 6, 9});
  CHECK(jobs[2].run_s == 90);
  CHECK(jobs[3].accelerators == 65);
  CHECK(jobs[4].run_s == 0);
  CHECK(std::isnan(jobs[5].requested_s));
  CHECK(reader.account().all_dropped() == 2);
}

TEST_CASE("swf: without requests every job asks for its run time", "[trace]") {
  TraceReader reader(spec(TraceFormat::swf, kFolder / "good.swf", TraceFilter::noreq));
  const auto jobs = all(reader);
  REQUIRE(numbers(jobs) == Numbers{1, 2, 3, 6, 9});
  for (const TraceJob& job : jobs) CHECK(job.requested_s == job.run_s);
}

TEST_CASE("swf: the filters want the size of the machine, from the header or from the user",
          "[trace]") {
  const Scratch scratch("procs");
  const std::string job = "1 0 -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n";
  const auto kept = [&](const std::string& head, std::int64_t procs) {
    auto s = spec(TraceFormat::swf, scratch.write("a.swf", head + job), TraceFilter::strong);
    s.procs = procs;
    TraceReader reader(s);
    return all(reader).size();
  };
  CHECK(kept("; MaxProcs: 4\n; MaxNodes: 2\n", 0) == 1);
  CHECK(kept("; MaxProcs: 3\n", 0) == 0);
  CHECK(kept("; MaxProcs: -1\n; MaxNodes: 4\n", 0) == 1);
  CHECK(kept("; MaxProcs: 3\n", 4) == 1);
  const std::string file = scratch.write("a.swf", "; Version: 2\n" + job);
  const std::string told = problem(spec(TraceFormat::swf, file, TraceFilter::strong));
  CHECK(told.find("a.swf:2:1: error: ") != told.npos);
  CHECK(told.find("MaxProcs") != told.npos);
}

TEST_CASE("pods: gangs of whole cards that ran", "[trace]") {
  TraceReader reader(spec(TraceFormat::pods, kFolder / "pods.csv"));
  const auto jobs = all(reader);
  REQUIRE(numbers(jobs) == Numbers{0, 1, 2});
  CHECK(submissions(jobs) == Times{0, 10, 20});
  CHECK(jobs[1].run_s == 488);  // from its start
  CHECK(jobs[2].accelerators == 8);
  CHECK(changed(reader, TraceChange::shared_card).first_line == 3);
  CHECK(dropped(reader, TraceDrop::no_cards).jobs == 1);
  CHECK(dropped(reader, TraceDrop::not_started).jobs == 1);
  CHECK(dropped(reader, TraceDrop::no_end).jobs == 1);
  CHECK(dropped(reader, TraceDrop::no_run).jobs == 1);
}

TEST_CASE("csv: columns in any order, empty cells, quotes, the end of a DOS line", "[trace]") {
  TraceReader reader(spec(TraceFormat::csv, kFolder / "good.csv"));
  const auto jobs = all(reader);
  REQUIRE(numbers(jobs) == Numbers{7, 9, 8});
  CHECK(jobs[0].input_bytes == 1e9);
  CHECK(jobs[1].region == TraceJob::kNone);
  CHECK(jobs[1].run_s == 50.5);
  CHECK(std::isnan(jobs[1].requested_s));
  CHECK(std::isnan(jobs[1].input_bytes));
  CHECK(reader.name(jobs[1].site) == "zhongwei");
  CHECK(*jobs[1].priority == -3);
  CHECK(reader.name(jobs[2].tenant) == "lab, two");
  CHECK_FALSE(jobs[0].priority);
  CHECK(reader.tells(TraceExtra::site));

  const Scratch scratch("csv");
  const std::string file = scratch.write(
      "dos.csv",
      "\xEF\xBB\xBFsubmit_s,job,region,accelerators,runtime_s,output_bytes,requested_s,input_"
      "bytes\r\n5,1,x,2,3,,4,\r\n");
  TraceReader dos(spec(TraceFormat::csv, file));
  const auto one = all(dos);
  REQUIRE(one.size() == 1);
  CHECK(one[0].submit_s == 5);
  CHECK(one[0].requested_s == 4);
  CHECK_FALSE(dos.tells(TraceExtra::site));
}

TEST_CASE("trace: the first jobs, then compressed by whole seconds, then moved", "[trace]") {
  // Submissions at 0, 10, 20 and 55 s; halved and rounded down: 0, 5, 10 and 27.
  auto s = spec(TraceFormat::swf, kFolder / "good.swf", TraceFilter::strong);
  s.compress = {1, 2};
  TraceReader halved(s);
  CHECK(submissions(all(halved)) == Times{0, 5, 10, 27});
  s.first = 2;
  s.begin_s = 1000;
  TraceReader two(s);
  CHECK(submissions(all(two)) == Times{1000, 1005});
  CHECK_FALSE(two.account().to_the_end);
}

TEST_CASE("trace: compression counts from the first submission, fractions stay fractions",
          "[trace]") {
  const Scratch scratch("compress");
  const std::string head =
      "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n";
  auto s = spec(TraceFormat::csv, scratch.write("a.csv", head + "1,,7,1,1,,,\n2,,10,1,1,,,\n"
                                                                "3,,10.5,1,1,,,\n"));
  s.compress = {2, 3};
  TraceReader reader(s);
  // 7 + floor(3 * 2 / 3) = 9; 7 + 3.5 * 2 / 3
  CHECK(submissions(all(reader)) == Times{7, 9, 7 + 7.0 / 3});
}

TEST_CASE("trace: a factor of compression is the ratio turned round", "[trace]") {
  std::string problem;
  CHECK(parse_compression("2", problem) == Ratio{1, 2});
  CHECK(parse_compression("1/2", problem) == Ratio{1, 2});
  CHECK(parse_compression("1.25", problem) == Ratio{100, 125});
  CHECK(parse_compression("0.5", problem) == Ratio{10, 5});
  CHECK(parse_compression("17/20", problem) == Ratio{17, 20});
  CHECK_FALSE(parse_compression("3/2", problem));
  CHECK(problem.find("write 2/3") != problem.npos);
  for (const char* wrong : {"", "0", "-2", "x", "1/0", "0/1", "1/", "/2", "1.5/2", "1/2/3", "1e3",
                            " 2", "2 ", "inf", "12345678901"}) {
    CAPTURE(wrong);
    problem.clear();
    CHECK_FALSE(parse_compression(wrong, problem));
    CHECK_FALSE(problem.empty());
  }
}

TEST_CASE("trace: lines a little out of order are put in order and counted", "[trace]") {
  const Scratch scratch("order");
  std::string text =
      "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n";
  // Two jobs of each second, their lines swapped in pairs of seconds.
  for (int i = 0; i < 2000; ++i) {
    text += std::to_string(i) + ",," + std::to_string((i / 2) ^ 1) + ",1,1,,,\n";
  }
  TraceReader reader(spec(TraceFormat::csv, scratch.write("a.csv", text)));
  const auto jobs = all(reader);
  REQUIRE(jobs.size() == 2000);
  for (std::size_t i = 1; i < jobs.size(); ++i) {
    const bool in_order =
        jobs[i - 1].submit_s < jobs[i].submit_s ||
        (jobs[i - 1].submit_s == jobs[i].submit_s && jobs[i - 1].line < jobs[i].line);
    REQUIRE(in_order);
  }
  CHECK(changed(reader, TraceChange::out_of_order).jobs == 1000);
  CHECK(changed(reader, TraceChange::out_of_order).first_line == 4);
}

TEST_CASE("trace: time that goes far backwards is a problem with its line", "[trace]") {
  const Scratch scratch("backwards");
  std::string text =
      "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n";
  const std::size_t ahead = TraceReader::kWindow + 10;
  for (std::size_t i = 0; i < ahead; ++i) {
    text += std::to_string(i) + ",," + std::to_string(100 + i) + ",1,1,,,\n";
  }
  text += "99,,5,1,1,,,\n";
  const std::string file = scratch.write("a.csv", text);
  const std::string told = problem(spec(TraceFormat::csv, file));
  CAPTURE(told);
  CHECK(told.find("a.csv:" + std::to_string(ahead + 2) + ":1: error: time goes backwards") !=
        told.npos);

  // Within the window the same line is no problem.
  auto s = spec(TraceFormat::csv, scratch.write("b.csv", text.substr(0, 5000) + "\n"));
  CHECK(problem(s).find("expected 8 columns") != std::string::npos);  // cut in the middle of a line
}

TEST_CASE("trace: what is wrong with a line is told with line and column", "[trace]") {
  const Scratch scratch("wrong");
  const std::string head =
      "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n";
  const auto csv = [&](const std::string& text) {
    return problem(spec(TraceFormat::csv, scratch.write("a.csv", text)));
  };
  const auto swf = [&](const std::string& text) {
    return problem(spec(TraceFormat::swf, scratch.write("a.swf", text)));
  };
  const auto says = [](const std::string& told, const std::string& part) {
    INFO(told);
    CHECK(told.find(part) != told.npos);
  };
  says(csv("job,region,submit_s,accelerators,requested_s,input_bytes,output_bytes\n"),
       "a.csv:1:1: error: the first line lacks the column runtime_s; expected job,region,");
  says(csv("job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes,tennant"
           "\n"),
       "did you mean \"tenant\"?");
  says(csv(head.substr(0, head.size() - 1) + ",job\n"), "is there twice");
  says(csv(head + "1,x,0,1,1,1,1\n"), "a.csv:2:1: error: expected 8 columns");
  says(csv(head + "1,x,0,1,1,1,1,1\n2,x,zero,1,1,1,1,1\n"),
       "a.csv:3:5: error: submit_s: expected a number, got \"zero\"");
  says(csv(head + "1,x,-1,1,1,1,1,1\n"), "a.csv:2:5: error: submit_s: expected a number from 0");
  says(csv(head + "1,x,0,0,1,1,1,1\n"), "accelerators: expected a whole number from 1");
  says(csv(head + "1,x,0,1.5,1,1,1,1\n"), "accelerators: expected a whole number");
  says(csv(head + "1,x,0,1,nan,1,1,1\n"), "runtime_s: expected a number");
  says(csv(head + "1,x,0,1,1e12,1,1,1\n"), "runtime_s: expected a number from 0 to 3155760000");
  says(csv(head + "a17,x,0,1,1,1,1,1\n"), "job: expected a whole number");
  says(csv(head + "1,\"x,0,1,1,1,1,1\n"), "in quotes is not closed");
  says(csv(head), "holds no job");
  says(csv(""), "holds no job");
  says(swf("; MaxProcs: 4\n"), "holds no job");
  says(swf("1 0 -1 5\n"), "a.swf:1:1: error: expected 18 columns, got 4");
  says(swf("; MaxProcs: many\n"), "a.swf:1:1: error: MaxProcs: expected a whole number");
  says(swf(" 1 0 -1 five 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n"),
       "a.swf:1:9: error: run time: expected a number, got \"five\"");
  says(problem(spec(TraceFormat::pods, kFolder / "good.csv")), "lacks the columns name");
}

}  // namespace suanwang
