#include "exporters/in_order.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace accord {

namespace {

constexpr std::uint32_t records_a_chunk = 256;
/// What a chunk mostly fits in.
constexpr std::size_t buffer_size = std::size_t{1} << 19;
/// The sink is written to by one thread at a time, so more threads would only wait for each other.
constexpr unsigned most_threads = 4;

/// Ends a thread whose work is of no use any more.
struct Stopped {};

}  // namespace

/// Which chunk of records is next to be formatted, which is next to be written, and those that are ready before.
class Turns {
 public:
  Turns(ByteSink& sink, std::uint32_t count, unsigned jobs) : sink_(sink), count_(count), spare_(2 * jobs) {
    for (OutputBuffer& buffer : spare_) buffer = OutputBuffer(buffer_size);
  }

  std::uint32_t take() {
    const std::lock_guard lock(mutex_);
    if (error_) throw Stopped();
    return next_++;
  }
  std::uint32_t begin(std::uint32_t chunk) const {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(count_, std::uint64_t{chunk} * records_a_chunk));
  }

  /// Writes a part of a chunk that is larger than a buffer, when its turn has come.
  void write(std::uint32_t chunk, std::string_view bytes) {
    std::unique_lock lock(mutex_);
    wait(lock, [&] { return turn_ == chunk; });
    lock.unlock();
    sink_.write(bytes);
  }

  /// Ends a chunk with the rest of its bytes, and gives an empty buffer for the next.
  OutputBuffer end(std::uint32_t chunk, OutputBuffer rest) {
    std::unique_lock lock(mutex_);
    ready_.emplace(chunk, std::move(rest));
    if (!writing_) write_ready(lock);
    wait(lock, [&] { return !spare_.empty(); });
    OutputBuffer empty = std::move(spare_.back());
    spare_.pop_back();
    return empty;
  }

  /// Runs one thread's part.
  void run(const std::function<void(Share&)>& work) {
    try {
      Share share(*this);
      work(share);
    } catch (const Stopped&) {
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      changed_.notify_all();
    }
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  template <class Condition>
  void wait(std::unique_lock<std::mutex>& lock, Condition condition) {
    changed_.wait(lock, [&] { return error_ || condition(); });
    if (error_) throw Stopped();
  }

  /// One thread writes what is ready, and the others go on. Should the sink throw, nobody writes again.
  void write_ready(std::unique_lock<std::mutex>& lock) {
    writing_ = true;
    for (auto first = ready_.find(turn_); first != ready_.end(); first = ready_.find(turn_)) {
      OutputBuffer buffer = std::move(first->second);
      ready_.erase(first);
      lock.unlock();
      sink_.write(buffer.text());
      lock.lock();
      buffer.used = 0;
      spare_.push_back(std::move(buffer));
      ++turn_;
      changed_.notify_all();
    }
    writing_ = false;
  }

  ByteSink& sink_;
  const std::uint32_t count_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint32_t next_ = 0, turn_ = 0;
  std::map<std::uint32_t, OutputBuffer> ready_;  ///< by chunk
  std::vector<OutputBuffer> spare_;
  bool writing_ = false;
  std::exception_ptr error_;
};

/// Takes what does not fit into a share's buffer.
class Share::Overflow final : public ByteSink {
 public:
  explicit Overflow(Turns& turns) : turns_(turns) {}
  void write(std::string_view bytes) override { turns_.write(chunk, bytes); }
  void close() override {}

  std::uint32_t chunk = 0;

 private:
  Turns& turns_;
};

Share::Share(Turns& turns)
    : turns_(turns), overflow_(std::make_unique<Overflow>(turns)), out_(*overflow_, OutputBuffer(buffer_size)) {}

Share::~Share() = default;

bool Share::next() {
  if (begin_ != end_) out_.exchange(turns_.end(overflow_->chunk, out_.exchange({})));
  overflow_->chunk = turns_.take();
  begin_ = turns_.begin(overflow_->chunk);
  end_ = turns_.begin(overflow_->chunk + 1);
  return begin_ != end_;
}

void write_in_order(ByteSink& sink, std::uint32_t count, unsigned jobs, const std::function<void(Share&)>& write) {
  if (jobs == 0) jobs = std::max(1U, std::thread::hardware_concurrency());
  jobs = std::min({jobs, most_threads, count / records_a_chunk + 1});
  Turns turns(sink, count, jobs);
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < jobs; ++i) others.emplace_back([&] { turns.run(write); });
    turns.run(write);
  }
  turns.rethrow();
}

}  // namespace accord
