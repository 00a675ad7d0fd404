#ifndef LILT_PANELS_H
#define LILT_PANELS_H

/// Columns of a panel.
#define LILT_PANEL_COLUMNS 64
/// Rows multiplied at once at most.
#define LILT_PANEL_ROWS 6

/// product (rows, 64) = left (rows, depth) * right (depth, 64), or added to what product holds.
///
/// left:    rows of numbers, left_stride from one to the next.
/// right:   depth runs of 64 numbers: the panel by rows. Of f32, or with `halves` of bf16, in words: a run is four groups of
///          16 columns, a group 8 words, word j column j in its lower and column j + 8 in its upper half.
/// rows:    1 to LILT_PANEL_ROWS.
///
/// Each sum is taken in the order of depth, with fused multiplication and addition where the processor has it, and then
/// added to what product holds: the same bits as lilt_tile, whatever the number of rows.
void lilt_panel(long rows, long depth, const float *left, long left_stride, const void *right, int halves,
                float *product, long product_stride, int accumulating);

#endif
