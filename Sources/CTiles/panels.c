// The product of a few vectors and a weight matrix that is read once from end to end.
//
// Such a product waits for memory: all that counts is to read each weight once, in order, and in bf16 to read half as
// much. It is in C for the reason tiles.c is, and sums in the order of tiles.c with the same fused multiply-add, so that a
// stream's numbers are the same to the last bit however many streams run beside it.
//
// One row takes all 64 columns at a time: 8 registers of sums hide the latency of the multiply-add. More rows take fewer
// columns at a time and read the same runs again.
#include "tiles.h"

typedef float lanes __attribute__((vector_size(32)));
typedef float unaligned_lanes __attribute__((vector_size(32), aligned(4)));
typedef unsigned words __attribute__((vector_size(32)));
typedef unsigned unaligned_words __attribute__((vector_size(32), aligned(4)));

#define WHOLE(GROUP)                                                                                                  \
  const lanes low = *(const unaligned_lanes *)(weights + 64 * (GROUP));                                               \
  const lanes high = *(const unaligned_lanes *)(weights + 64 * (GROUP) + 32);
#define HALVED(GROUP)                                                                                                 \
  const words both = *(const unaligned_words *)(weights + 32 * (GROUP));                                              \
  const lanes low = (lanes)(both << 16), high = (lanes)(both & 0xFFFF0000u);

/// ROWS rows by GROUPS times 16 columns: goes on with `sums`, (ROWS, 64). BYTES: what a group of a run takes.
#define BLOCK(NAME, TARGET, ROWS, GROUPS, BYTES, LOAD)                                                                \
  TARGET static void NAME(long depth, const float *left, long left_stride, const char *weights, float *sums) {       \
    lanes a[ROWS][GROUPS], b[ROWS][GROUPS];                                                                           \
    _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                         \
      _Pragma("clang loop unroll(full)") for (int group = 0; group < GROUPS; group++) {                               \
        a[row][group] = *(const unaligned_lanes *)(sums + 64 * row + 16 * group);                                     \
        b[row][group] = *(const unaligned_lanes *)(sums + 64 * row + 16 * group + 8);                                 \
      }                                                                                                               \
    }                                                                                                                 \
    for (long k = 0; k < depth; k++) {                                                                                \
      _Pragma("clang loop unroll(full)") for (int group = 0; group < GROUPS; group++) {                               \
        LOAD(group)                                                                                                   \
        _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                     \
          const float x = left[row * left_stride + k];                                                                \
          a[row][group] += low * x;                                                                                   \
          b[row][group] += high * x;                                                                                  \
        }                                                                                                             \
      }                                                                                                               \
      weights += 4 * BYTES;                                                                                           \
    }                                                                                                                 \
    _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                         \
      _Pragma("clang loop unroll(full)") for (int group = 0; group < GROUPS; group++) {                               \
        *(unaligned_lanes *)(sums + 64 * row + 16 * group) = a[row][group];                                           \
        *(unaligned_lanes *)(sums + 64 * row + 16 * group + 8) = b[row][group];                                       \
      }                                                                                                               \
    }                                                                                                                 \
  }

typedef void block(long, const float *, long, const char *, float *);

/// The blocks of a target and a format, and how many columns each takes.
#define BLOCKS(NAME, TARGET, BYTES, LOAD)                                                                             \
  BLOCK(NAME##_1, TARGET, 1, 4, BYTES, LOAD)                                                                          \
  BLOCK(NAME##_2, TARGET, 2, 2, BYTES, LOAD)                                                                          \
  BLOCK(NAME##_3, TARGET, 3, 1, BYTES, LOAD)                                                                          \
  BLOCK(NAME##_4, TARGET, 4, 1, BYTES, LOAD)                                                                          \
  BLOCK(NAME##_5, TARGET, 5, 1, BYTES, LOAD)                                                                          \
  BLOCK(NAME##_6, TARGET, 6, 1, BYTES, LOAD)                                                                          \
  static block *const NAME[LILT_PANEL_ROWS] = {NAME##_1, NAME##_2, NAME##_3, NAME##_4, NAME##_5, NAME##_6};

BLOCKS(whole, , 64, WHOLE)
BLOCKS(halved, , 32, HALVED)
#if defined(__x86_64__)
#define FUSED __attribute__((target("avx2,fma")))
BLOCKS(fused_whole, FUSED, 64, WHOLE)
BLOCKS(fused_halved, FUSED, 32, HALVED)
static int is_fused(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#else
#define fused_whole whole
#define fused_halved halved
static int is_fused(void) { return 0; }
#endif

static const int groups_at_once[LILT_PANEL_ROWS] = {4, 2, 1, 1, 1, 1};
/// Runs that lie in the first cache while groups of them are read again.
static const long runs_at_once = 32;

void lilt_panel(long rows, long depth, const float *left, long left_stride, const void *right, int halves,
                float *product, long product_stride, int accumulating) {
  block *const *blocks = is_fused() ? (halves ? fused_halved : fused_whole) : (halves ? halved : whole);
  block *const run = blocks[rows - 1];
  const int groups = groups_at_once[rows - 1];
  const long group_bytes = halves ? 32 : 64;
  const char *weights = right;
  float sums[LILT_PANEL_ROWS * LILT_PANEL_COLUMNS] = {0};
  for (long first = 0; first < depth; first += runs_at_once) {
    const long count = depth - first < runs_at_once ? depth - first : runs_at_once;
    // The next ones are asked for in time: the processor by itself sees that too late when it is shown a group at a time.
    if (rows > 1 && first + count < depth)
      for (long line = 0; line < count * 4 * group_bytes; line += 64)
        __builtin_prefetch(weights + count * 4 * group_bytes + line);
    for (int group = 0; group < 4; group += groups)
      run(count, left + first, left_stride, weights + group * group_bytes, sums + 16 * group);
    weights += count * 4 * group_bytes;
  }
  for (long row = 0; row < rows; row++) {
    const float *from = sums + row * LILT_PANEL_COLUMNS;
    float *to = product + row * product_stride;
    for (int column = 0; column < LILT_PANEL_COLUMNS; column++)
      to[column] = accumulating ? from[column] + to[column] : from[column];
  }
}
