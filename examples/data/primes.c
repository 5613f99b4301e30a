/* Prints the primes below a number. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  long end = argc > 1 ? atol(argv[1]) : 30;
  for (long n = 2; n < end; n++) {
    long d = 2;
    while (d * d <= n && n % d != 0) d++;
    if (d * d > n) printf("%ld ", n);
  }
  printf("\n");
  return 0;
}
