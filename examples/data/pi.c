/* Estimates pi by the midpoint rule, each process its share of the steps. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  long steps = argc > 1 ? atol(argv[1]) : 1000000;
  int rank, size;
  double part = 0, sum = 0;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  for (long i = rank; i < steps; i += size) {
    double x = (i + 0.5) / steps;
    part += 4 / (1 + x * x);
  }
  MPI_Reduce(&part, &sum, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
  if (rank == 0)
    printf("pi is about %.9f (%d processes)\n", sum / steps, size);
  MPI_Finalize();
  return 0;
}
