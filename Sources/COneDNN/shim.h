#pragma once
// oneDNN's C interface, with what changed between 2.6 (Debian 12) and 3.x evened out. All matrices are 2-dimensional.

#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>
#include <string.h>

// libgomp, which Debian builds oneDNN with, ships its header in a folder clang does not search.
extern void omp_set_num_threads(int);

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t lilt_layout;
#else
typedef dnnl_memory_desc_t *lilt_layout;
#endif

// A layout is owned by the caller and freed with lilt_layout_free. The makers return NULL on failure.
static inline void lilt_layout_free(lilt_layout layout) {
#if DNNL_VERSION_MAJOR >= 3
  if (layout) dnnl_memory_desc_destroy(layout);
#else
  free(layout);
#endif
}

static inline lilt_layout lilt_layout_strided(
    int64_t rows, int64_t columns, int64_t row_stride, int64_t column_stride, dnnl_data_type_t type) {
  dnnl_dims_t sizes = {rows, columns};
  dnnl_dims_t strides = {row_stride, column_stride};
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t layout = NULL;
  return dnnl_memory_desc_create_with_strides(&layout, 2, sizes, type, strides) == dnnl_success ? layout : NULL;
#else
  lilt_layout layout = (lilt_layout)malloc(sizeof(dnnl_memory_desc_t));
  if (!layout) return NULL;
  if (dnnl_memory_desc_init_by_strides(layout, 2, sizes, type, strides) == dnnl_success) return layout;
  free(layout);
  return NULL;
#endif
}

static inline lilt_layout lilt_layout_any(int64_t rows, int64_t columns, dnnl_data_type_t type) {
  dnnl_dims_t sizes = {rows, columns};
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t layout = NULL;
  return dnnl_memory_desc_create_with_tag(&layout, 2, sizes, type, dnnl_format_tag_any) == dnnl_success ? layout : NULL;
#else
  lilt_layout layout = (lilt_layout)malloc(sizeof(dnnl_memory_desc_t));
  if (!layout) return NULL;
  if (dnnl_memory_desc_init_by_tag(layout, 2, sizes, type, dnnl_format_tag_any) == dnnl_success) return layout;
  free(layout);
  return NULL;
#endif
}

static inline size_t lilt_layout_size(lilt_layout layout) { return dnnl_memory_desc_get_size(layout); }

// Whether the layout is blocked, that is, made for one kernel rather than plain rows or columns.
static inline int lilt_layout_is_blocked(lilt_layout layout) {
#if DNNL_VERSION_MAJOR >= 3
  int blocks = 0;
  return dnnl_memory_desc_query(layout, dnnl_query_inner_nblks_s32, &blocks) == dnnl_success && blocks > 0;
#else
  return layout->format_kind == dnnl_blocked && layout->format_desc.blocking.inner_nblks > 0;
#endif
}

// A matrix product with a scratchpad of the caller's; `accumulate` adds to what the destination holds.
static inline dnnl_status_t lilt_matmul(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, lilt_layout left, lilt_layout right, lilt_layout product,
    int accumulate) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_post_ops_t additions = NULL;
  dnnl_status_t status = dnnl_primitive_attr_create(&attributes);
  if (status != dnnl_success) return status;
  status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  if (status == dnnl_success && accumulate) {
    status = dnnl_post_ops_create(&additions);
#if DNNL_VERSION_MAJOR >= 3
    if (status == dnnl_success) status = dnnl_post_ops_append_sum(additions, 1.0f, 0, dnnl_data_type_undef);
#else
    if (status == dnnl_success) status = dnnl_post_ops_append_sum(additions, 1.0f);
#endif
    if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, additions);
  }
  if (status == dnnl_success) {
#if DNNL_VERSION_MAJOR >= 3
    status = dnnl_matmul_primitive_desc_create(result, engine, left, right, NULL, product, attributes);
#else
    dnnl_matmul_desc_t description;
    status = dnnl_matmul_desc_init(&description, left, right, NULL, product);
    if (status == dnnl_success) status = dnnl_primitive_desc_create(result, &description, attributes, engine, NULL);
#endif
  }
  if (additions) dnnl_post_ops_destroy(additions);
  dnnl_primitive_attr_destroy(attributes);
  return status;
}

// The layout the product wants its right matrix in; a copy to be freed.
static inline lilt_layout lilt_right_layout(const_dnnl_primitive_desc_t description) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t layout = NULL;
  const_dnnl_memory_desc_t wanted = dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  return wanted && dnnl_memory_desc_clone(&layout, wanted) == dnnl_success ? layout : NULL;
#else
  const dnnl_memory_desc_t *wanted = dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  lilt_layout layout = wanted ? (lilt_layout)malloc(sizeof(dnnl_memory_desc_t)) : NULL;
  if (layout) *layout = *wanted;
  return layout;
#endif
}

static inline size_t lilt_scratchpad_size(const_dnnl_primitive_desc_t description) {
#if DNNL_VERSION_MAJOR >= 3
  const_dnnl_memory_desc_t scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
#else
  const dnnl_memory_desc_t *scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
#endif
  return scratchpad ? dnnl_memory_desc_get_size(scratchpad) : 0;
}

static inline dnnl_status_t lilt_scratchpad(
    dnnl_memory_t *result, const_dnnl_primitive_desc_t description, dnnl_engine_t engine, void *bytes) {
  return dnnl_memory_create(result, dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0), engine, bytes);
}

// Whether the product runs on oneDNN's plain reference loops: right, but far too slow to train with.
static inline int lilt_is_reference(const_dnnl_primitive_desc_t description) {
  const char *name = NULL;
  if (dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name) != dnnl_success || !name) return 0;
  return strncmp(name, "ref", 3) == 0;
}

static inline dnnl_status_t lilt_reorder(
    dnnl_primitive_desc_t *result, lilt_layout source, lilt_layout target, dnnl_engine_t engine) {
  return dnnl_reorder_primitive_desc_create(result, source, engine, target, engine, NULL);
}

// Runs `primitive` on two or three matrices; `right` and `scratchpad` may be NULL.
static inline dnnl_status_t lilt_execute(
    dnnl_primitive_t primitive, dnnl_stream_t stream, dnnl_memory_t left, dnnl_memory_t right, dnnl_memory_t product,
    dnnl_memory_t scratchpad) {
  dnnl_exec_arg_t arguments[4];
  int count = 0;
  arguments[count].arg = DNNL_ARG_SRC;
  arguments[count++].memory = left;
  if (right) {
    arguments[count].arg = DNNL_ARG_WEIGHTS;
    arguments[count++].memory = right;
  }
  arguments[count].arg = DNNL_ARG_DST;
  arguments[count++].memory = product;
  if (scratchpad) {
    arguments[count].arg = DNNL_ARG_SCRATCHPAD;
    arguments[count++].memory = scratchpad;
  }
  dnnl_status_t status = dnnl_primitive_execute(primitive, stream, count, arguments);
  return status == dnnl_success ? dnnl_stream_wait(stream) : status;
}
