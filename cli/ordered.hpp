#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace accord::cli {

/// Bounds on what is under way at once.
struct InFlight {
  unsigned jobs = 1;  ///< worker threads
  std::size_t max_items = 256;
  std::size_t max_weight = std::size_t{32} << 20;  ///< one item may be heavier; then it is under way alone
};

/// Items through `work`, on several threads, and on to a consumer in the order in which they came.
/// An exception of the producer or of `work` comes out when its turn comes, so what was consumed before it does not
/// depend on the number of threads; an exception of the consumer comes out at once. Either way all threads end first.
template <class Item, class Result>
class Ordered {
 public:
  using Put = std::function<void(Item&&, std::size_t weight)>;
  using Produce = std::function<void(const Put&)>;
  using Work = std::function<Result(Item&&)>;
  using Consume = std::function<void(Result&&)>;

  static void run(const InFlight& bounds, const Produce& produce, const Work& work, const Consume& consume) {
    Ordered state(bounds, work);
    // Declared last, so that the threads are joined before what they use goes.
    std::vector<std::jthread> threads;
    const Stop stop_at_exit{state};
    for (unsigned i = 0; i != std::max(1U, bounds.jobs); ++i) threads.emplace_back([&state] { state.work_off(); });
    threads.emplace_back([&state, &produce] { state.fill(produce); });
    try {
      while (std::optional<Result> result = state.next()) consume(std::move(*result));
    } catch (...) {
      state.stop();
      throw;
    }
  }

 private:
  struct Cancelled {};

  struct Slot {
    std::optional<Item> item;
    std::optional<Result> result;
    std::exception_ptr error;
    std::size_t weight = 0;
    bool done = false;
  };

  struct Stop {
    Ordered& state;
    ~Stop() { state.stop(); }
  };

  Ordered(const InFlight& bounds, const Work& work) : bounds_(bounds), work_(work) {}

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    notify_everybody();
  }

  void put(Item&& item, std::size_t weight) {
    std::unique_lock lock(mutex_);
    const auto has_room = [&] {
      return slots_.empty() || (slots_.size() < bounds_.max_items && weight_ + weight <= bounds_.max_weight);
    };
    while (!stopped_ && !has_room()) {
      full_ = true;
      room_.wait(lock, [&] { return stopped_ || !full_; });
    }
    if (stopped_) throw Cancelled();
    weight_ += weight;
    Slot& slot = slots_.emplace_back();
    slot.item = std::move(item);
    slot.weight = weight;
    work_to_do_.notify_one();
  }

  void fill(const Produce& produce) {
    std::exception_ptr error;
    try {
      produce([this](Item&& item, std::size_t weight) { put(std::move(item), weight); });
    } catch (const Cancelled&) {
    } catch (...) {
      error = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    if (error) {
      slots_.emplace_back().error = error;  // a worker marks it done, as it does every slot
    }
    finished_ = true;
    notify_everybody();
  }

  /// The next slots that nobody works on: one when there are few, more when many wait, so that threads wake each other
  /// seldom. Their addresses hold until the consumer takes them, which waits for `done`.
  std::span<Slot* const> claim(std::vector<Slot*>& claimed) {
    std::unique_lock lock(mutex_);
    work_to_do_.wait(lock, [&] { return stopped_ || finished_ || claimed_ < slots_.size(); });
    claimed.clear();
    if (stopped_) return {};
    const std::size_t waiting = slots_.size() - claimed_;
    const std::size_t share = std::clamp<std::size_t>(waiting / (2 * std::max(1U, bounds_.jobs)), 1, most_claimed);
    for (std::size_t i = 0; i != std::min(waiting, share); ++i) claimed.push_back(&slots_[claimed_++]);
    return claimed;
  }

  void work_off() {
    std::vector<Slot*> claimed;
    while (!claim(claimed).empty()) {
      for (Slot* slot : claimed) work_off(*slot);
      const std::lock_guard lock(mutex_);
      for (Slot* slot : claimed) slot->done = true;
      if (slots_.front().done) results_.notify_one();
    }
  }

  void work_off(Slot& slot) {
    if (!slot.item) return;
    try {
      slot.result = work_(std::move(*slot.item));
    } catch (...) {
      slot.error = std::current_exception();
    }
    slot.item.reset();
  }

  std::optional<Result> next() {
    std::unique_lock lock(mutex_);
    results_.wait(lock, [&] { return slots_.empty() ? finished_ : slots_.front().done; });
    if (slots_.empty()) return std::nullopt;
    Slot slot = std::move(slots_.front());
    slots_.pop_front();
    --claimed_;
    weight_ -= slot.weight;
    // A producer that had to wait goes on when there is room for many.
    if (full_ && slots_.size() <= bounds_.max_items / 2 && weight_ <= bounds_.max_weight / 2) {
      full_ = false;
      room_.notify_one();
    }
    lock.unlock();
    if (slot.error) std::rethrow_exception(slot.error);
    return std::move(slot.result);
  }

  void notify_everybody() {
    room_.notify_all();
    work_to_do_.notify_all();
    results_.notify_all();
  }

  static constexpr std::size_t most_claimed = 16;

  const InFlight bounds_;
  const Work& work_;
  std::mutex mutex_;
  std::condition_variable room_, work_to_do_, results_;  ///< for the producer, the workers, the consumer
  std::deque<Slot> slots_;  ///< in the order of the items; grows behind and shrinks in front, so addresses hold
  std::size_t claimed_ = 0;
  std::size_t weight_ = 0;
  bool full_ = false;  ///< the producer waits for room
  bool finished_ = false;
  bool stopped_ = false;
};

}  // namespace accord::cli
