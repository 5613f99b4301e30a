/* Adds two vectors on the GPU, and says whether the sum is right. */
#include <cstdio>

__global__ void add(int n, const float *a, const float *b, float *sum) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) sum[i] = a[i] + b[i];
}

int main() {
  const int n = 1 << 20;
  float *a, *b, *sum;
  cudaMallocManaged(&a, n * sizeof(float));
  cudaMallocManaged(&b, n * sizeof(float));
  cudaMallocManaged(&sum, n * sizeof(float));
  for (int i = 0; i < n; i++) { a[i] = i; b[i] = 2 * i; }
  add<<<(n + 255) / 256, 256>>>(n, a, b, sum);
  cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) { printf("%s\n", cudaGetErrorString(error)); return 1; }
  for (int i = 0; i < n; i++) if (sum[i] != a[i] + b[i]) { printf("wrong at %d\n", i); return 1; }
  printf("%d sums are right\n", n);
  return 0;
}
