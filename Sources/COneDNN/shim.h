#pragma once
#include <oneapi/dnnl/dnnl.h>

// libgomp, which Debian builds oneDNN with, ships its header in a folder clang does not search.
extern void omp_set_num_threads(int);
