#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace accord::bench {

/// Processor time of all threads so far, of the program and of the system for it, in seconds.
inline double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  /// What a busy machine does not change much.
  double cpu() const { return cpu_seconds() - cpu_; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double cpu_ = cpu_seconds();
};

/// Largest resident size so far, in MiB.
inline double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

inline void report(const char* what, const Stopwatch& watch) {
  std::printf("%s\tseconds\t%.3f\n%s\tcpu seconds\t%.3f\n%s\tpeak MiB\t%.0f\n", what, watch.seconds(), what,
              watch.cpu(), what, peak_mebibytes());
  std::fflush(stdout);
}

}  // namespace accord::bench
